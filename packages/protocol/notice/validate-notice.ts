import { describeValue } from '../form/describe.ts';
import { createForm } from '../form/form.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import { Findings } from '../validate/findings.ts';
import { isTooDeep } from '../validate/judge-depth.ts';
import { describeEventMember } from '../validate/subject.ts';
import { judgeNoticeAudience } from './judge-notice-audience.ts';
import { judgeNoticePayload } from './judge-notice-payload.ts';
import { judgeNoticeTexts } from './judge-notice-texts.ts';
import { judgeNoticeTimes } from './judge-notice-times.ts';
import { noticeSchema } from './notice.ts';
import { noticeCatalogue } from './notice-catalogue.ts';
import { isNoticeName, noticeNames } from './notice-name.ts';
import { renameNoticeFault } from './rename-notice-fault.ts';

/**
 * How to judge a notice. `mode` is strict unless given. `now`, milliseconds since the epoch, is what the expiry is counted
 * from; without it the timestamp of the notice is, and no notice is invalid for its expiry. `references` says what becomes
 * of dots and hyphens in a referenceId, which Amazon's page forbids and has in its own examples: `tolerated`, the default,
 * notes them, `documented` judges them as any other letter outside the rule.
 */
export interface ValidateNoticeOptions {
  readonly mode?: Mode | undefined;
  readonly now?: number | undefined;
  readonly references?: 'tolerated' | 'documented' | undefined;
}

const form = createForm(noticeSchema);

/**
 * Judges a notice as it is posted to `/v1/proactiveEvents`: its form, its payload by the catalogue, its times, texts and
 * audience. Any value may be given and nothing is thrown. A notice without a problem of severity `error` may be sent, or
 * answered with 202. Source: proactive events API, Request body properties; notice sheet 1 and 2.
 */
export function validateNotice(value: unknown, options: ValidateNoticeOptions = {}): Problem[] {
  const findings = new Findings(options.mode ?? 'strict', path => describeEventMember(undefined, path));
  if (!isJsonObject(value)) {
    findings.report('notice-form', [], `is ${describeValue(value)}; allowed an object with the member event`);
    return findings.problems;
  }
  if (isTooDeep(value)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  findings.judgeForm(form, { value, path: [], rename: renameNoticeFault });
  judgeReference(findings, value.referenceId, options.references ?? 'tolerated');
  judgeNoticeTimes(findings, value, options.now);
  judgeNoticeAudience(findings, value);
  judgeEvent(findings, value);
  return findings.problems;
}

/** Whether a value means to be a notice: it names an audience, or an event of Amazon's without a header. */
export function isNotice(value: unknown): boolean {
  if (!isJsonObject(value) || memberOf(value.event, 'header') !== undefined) {
    return false;
  }
  return Object.hasOwn(value, 'relevantAudience') || /^AMAZON\./.test(textAt(value, ['event', 'name']) ?? '');
}

function judgeEvent(findings: Findings, notice: unknown): void {
  const name = textAt(notice, ['event', 'name']);
  if (isNoticeName(name)) {
    judgeNoticePayload(findings, name, memberOf(memberOf(notice, 'event'), 'payload'));
    judgeNoticeTexts(findings, notice, noticeCatalogue[name]);
  } else if (name !== undefined) {
    const says = `is ${describeValue(name)}; allowed ${noticeNames.join(', ')}`;
    findings.report('notice-name', ['event', 'name'], says);
  }
}

function judgeReference(findings: Findings, reference: unknown, dots: 'tolerated' | 'documented'): void {
  if (typeof reference !== 'string' || /^[A-Za-z0-9~]*$/.test(reference)) {
    return;
  }
  const isTolerated = dots === 'tolerated' && /^[A-Za-z0-9~.-]*$/.test(reference);
  const rule = isTolerated ? 'notice-reference-tolerated' : 'notice-reference-letters';
  findings.report(rule, ['referenceId'], `is ${describeValue(reference)}; allowed letters, digits and ~`);
}
