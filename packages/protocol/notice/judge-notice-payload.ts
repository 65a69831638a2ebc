import { describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import type { FormFault } from '../form/form-fault.ts';
import { isJsonObject, memberOf } from '../json/json-object.ts';
import type { RuleId } from '../rule/rules.ts';
import type { Findings } from '../validate/findings.ts';
import { noticeCatalogue } from './notice-catalogue.ts';
import { type NoticeName, noticeNames } from './notice-name.ts';
import { renameNoticeFault } from './rename-notice-fault.ts';

const path = ['event', 'payload'];
const mostGarbageTypes = 5;

const forms: ReadonlyMap<NoticeName, Form> = new Map(
  noticeNames.map(name => [name, createForm(noticeCatalogue[name].payload)]),
);

/** Judges the payload of a notice of this name: its form, the spellings that senders use as well, and what a form cannot say. */
export function judgeNoticePayload(findings: Findings, name: NoticeName, payload: unknown): void {
  if (!isJsonObject(payload)) {
    return;
  }
  const form = forms.get(name);
  if (form !== undefined) {
    findings.judgeForm(form, { value: payload, path, rename: fault => renamePayloadFault(name, fault) });
  }
  switch (name) {
    case 'AMAZON.MessageAlert.Activated':
      judgeCount(findings, payload);
      break;
    case 'AMAZON.OrderStatus.Updated':
      judgeOrder(findings, payload);
      break;
    case 'AMAZON.SocialGameInvite.Available':
      judgeInvite(findings, payload);
      break;
    case 'AMAZON.TrashCollectionAlert.Activated':
      judgeGarbage(findings, payload);
      break;
    default:
  }
}

/** RECEIVED stands in one library where the others have REQUESTED. */
function renamePayloadFault(name: NoticeName, fault: FormFault): RuleId {
  const isReceived = fault.path.join('/') === 'state/confirmationStatus' && fault.found === describeValue('RECEIVED');
  return name === 'AMAZON.Occasion.Updated' && isReceived ? 'notice-value-tolerated' : renameNoticeFault(fault);
}

function judgeCount(findings: Findings, payload: unknown): void {
  const count = memberOf(memberOf(payload, 'messageGroup'), 'count');
  if (typeof count === 'number' && Number.isInteger(count) && count < 1) {
    findings.report('notice-count', [...path, 'messageGroup', 'count'], `is ${count}; expected 1 or more`);
  }
}

function judgeGarbage(findings: Findings, payload: unknown): void {
  const types = memberOf(memberOf(payload, 'alert'), 'garbageTypes');
  if (Array.isArray(types) && types.length > mostGarbageTypes) {
    const says = `is ${describeValue(types)}; expected ${mostGarbageTypes} at most`;
    findings.report('notice-garbage-count', [...path, 'alert', 'garbageTypes'], says);
  }
}

function judgeOrder(findings: Findings, payload: unknown): void {
  const state = memberOf(payload, 'state');
  const spellings = [['enterTimeStamp'], ['deliveryDetails', 'enterTimestamp'], ['deliveryDetails', 'enterTimeStamp']];
  for (const spelling of spellings) {
    if (spelling.reduce(memberOf, state) !== undefined) {
      findings.report('notice-spelling', [...path, 'state', ...spelling], 'is state.enterTimestamp to most senders');
    }
  }
}

function judgeInvite(findings: Findings, payload: unknown): void {
  const invite = memberOf(payload, 'invite');
  if (!isJsonObject(invite)) {
    return;
  }
  for (const name of ['relationshipToInvitee', 'inviteType']) {
    if (memberOf(invite.inviter, name) !== undefined) {
      findings.report('notice-spelling', [...path, 'invite', 'inviter', name], `is invite.${name} to most senders`);
    } else if (invite[name] === undefined) {
      findings.report('notice-member-missing', [...path, 'invite', name], 'is missing');
    }
  }
}
