import { describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import type { FormFault } from '../form/form-fault.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { isNoticeName } from '../notice/notice-name.ts';
import { parseNoticeTime } from '../notice/notice-time.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import type { RuleId } from '../rule/rules.ts';
import { Findings } from '../validate/findings.ts';
import { isTooDeep } from '../validate/judge-depth.ts';
import { describeEventMember } from '../validate/subject.ts';
import { isSkillEventName, type SkillEventName, skillEventNames } from './skill-event.ts';
import { skillEventBodies, skillEventSchema } from './skill-event-schema.ts';

const form = createForm(skillEventSchema);
const bodies: ReadonlyMap<SkillEventName, Form> = new Map(
  skillEventNames.map(name => [name, createForm(skillEventBodies[name])]),
);

/** Events that say what the customer allows by their body; without one they allow nothing. */
const telling: ReadonlySet<string> = new Set<SkillEventName>([
  'AlexaSkillEvent.ProactiveSubscriptionChanged',
  'AlexaSkillEvent.SkillPermissionAccepted',
  'AlexaSkillEvent.SkillPermissionChanged',
]);

const renamed: Readonly<Partial<Record<RuleId, RuleId>>> = {
  'member-length': 'skill-event-type',
  'member-missing': 'skill-event-missing',
  'member-type': 'skill-event-type',
  'member-value': 'skill-event-value',
};

/**
 * Judges a skill event as Alexa sends it to a skill. Any value may be given and nothing is thrown; what is said shows no
 * token. An event without a problem of severity `error` can be understood by `parseSkillEvent`. Source: notice sheet 3.
 */
export function validateSkillEvent(value: unknown, options: { readonly mode?: Mode | undefined } = {}): Problem[] {
  const findings = new Findings(options.mode ?? 'strict', path => describeEventMember(undefined, path));
  if (!isJsonObject(value)) {
    findings.report('skill-event-form', [], `is ${describeValue(value)}; allowed an object with context and request`);
    return findings.problems;
  }
  if (isTooDeep(value)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  findings.judgeForm(form, { value, path: [], rename });
  if (Object.hasOwn(value, 'session')) {
    findings.report('skill-event-session', ['session'], 'is not known; skill events have no session');
  }
  judgeRequest(findings, value.request);
  return findings.problems;
}

/** Whether a value means to be a skill event: its request has a type of that family. */
export function isSkillEvent(value: unknown): boolean {
  return textAt(value, ['request', 'type'])?.startsWith('AlexaSkillEvent.') === true;
}

function judgeRequest(findings: Findings, request: unknown): void {
  for (const name of ['timestamp', 'eventCreationTime', 'eventPublishingTime']) {
    const text = textAt(request, [name]);
    if (text !== undefined && parseNoticeTime(text) === undefined) {
      const says = `is ${describeValue(text)}; allowed UTC as YYYY-MM-DDThh:mm:ssZ`;
      findings.report('skill-event-timestamp', ['request', name], says);
    }
  }
  const type = textAt(request, ['type']);
  if (isSkillEventName(type)) {
    judgeBody(findings, type, memberOf(request, 'body'));
  } else if (type !== undefined) {
    const says = `is ${describeValue(type)}; allowed ${skillEventNames.join(', ')}`;
    findings.report('skill-event-name', ['request', 'type'], says);
  }
}

function judgeBody(findings: Findings, name: SkillEventName, body: unknown): void {
  const path = ['request', 'body'];
  if (body === undefined) {
    if (telling.has(name)) {
      findings.report('skill-event-body', path, 'is missing; read as one that lists nothing');
    }
    return;
  }
  const bodyForm = bodies.get(name);
  if (bodyForm !== undefined) {
    findings.judgeForm(bodyForm, { value: body, path, rename });
  }
  const subscriptions = memberOf(body, 'subscriptions');
  if (name === 'AlexaSkillEvent.ProactiveSubscriptionChanged' && Array.isArray(subscriptions)) {
    subscriptions.forEach((subscription, index) => {
      const eventName = textAt(subscription, ['eventName']);
      if (eventName !== undefined && eventName !== '' && !isNoticeName(eventName)) {
        const says = `is ${describeValue(eventName)}, which no catalogue has`;
        findings.report('skill-event-subscription', [...path, 'subscriptions', index, 'eventName'], says);
      }
    });
  }
}

function rename(fault: FormFault): RuleId {
  return renamed[fault.rule] ?? fault.rule;
}
