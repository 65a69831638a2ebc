import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import { isPostable, isReply, kindOf } from '../message/kind.ts';
import type { Problem } from '../problem/problem.ts';
import { eventFormOf } from './event-form.ts';
import { Findings } from './findings.ts';
import { isTooDeep } from './judge-depth.ts';
import { judgeEndpointList } from './judge-endpoint-list.ts';
import { judgeHeader } from './judge-header.ts';
import { judgeCause, judgeDeferral, judgeError } from './judge-payload.ts';
import { judgeProperties } from './judge-properties.ts';
import { judgeScope } from './judge-scope.ts';
import { judgeTimestamps } from './judge-timestamp.ts';
import { listProperties } from './list-properties.ts';
import { isSoundEvent } from './sound-event.ts';
import { describeEventMember } from './subject.ts';
import type { ValidateEventOptions } from './validate-options.ts';
import { validateRegistered } from './validate-registered.ts';

const withoutEndpoint: ReadonlySet<string> = new Set([
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'AddOrUpdateReport',
  'DeferredResponse',
  'DeleteReport',
  'Discover.Response',
  'Event',
]);
const withCause: ReadonlySet<string> = new Set([
  'ActivationStarted',
  'ChangeReport',
  'DeactivationStarted',
  'DoorbellPress',
]);
const withoutTimes: ReadonlySet<string> = new Set([
  'ChangeReport',
  'AddOrUpdateReport',
  'Discover.Response',
  'ErrorResponse',
]);

/**
 * Judges an event: its form, and what the form cannot say. Any value may be given and nothing is thrown. An event
 * without a problem of severity `error` may be sent, or answered with 202. With `registered` it is also judged against
 * the registration of its endpoint. Source: fact sheet 1 to 6, 8.1, 10 and 12.
 */
export function validateEvent(value: unknown, options: ValidateEventOptions = {}): Problem[] {
  const { mode, registered } = options;
  const found = isJsonObject(value) && isSoundEvent(value, options.posted ?? true) ? [] : judgeEvent(value, options);
  if (registered === undefined) {
    return found;
  }
  const undeclared = validateRegistered(value, { mode, registered });
  return found.length === 0 ? undeclared : [...found, ...undeclared];
}

/** Judges an event without the quick look that most events pass. */
export function judgeEvent(value: unknown, options: ValidateEventOptions = {}): Problem[] {
  const findings = new Findings(options.mode ?? 'strict', path => describeEventMember(value, path));
  if (!isJsonObject(value)) {
    findings.report('message-form', [], 'is not an object; allowed an object with the member event');
    return findings.problems;
  }
  if (isTooDeep(value)) {
    findings.report('message-depth', [], 'nests more than 64 levels deep');
    return findings.problems;
  }
  const kind = kindOf({ event: value.event }) ?? 'Event';
  const namespace = textAt(value, ['event', 'header', 'namespace']);
  const name = textAt(value, ['event', 'header', 'name']);
  findings.judgeForm(eventFormOf(kind, `${namespace}/${name}`), { value, path: [] });
  if (namespace !== undefined && name !== undefined) {
    judgeSense(findings, { value, kind, posted: options.posted ?? true });
  }
  return findings.problems;
}

interface Judged {
  readonly value: unknown;
  readonly kind: string;
  readonly posted: boolean;
}

function judgeSense(findings: Findings, judged: Judged): void {
  const { value, kind, posted } = judged;
  const event = memberOf(value, 'event');
  const payload = memberOf(event, 'payload');
  judgeHeader(findings, value, kind);
  judgePresence(findings, judged);
  if (posted && isPostable(kind)) {
    judgeScope(findings, value, kind);
  }
  if (withCause.has(kind)) {
    judgeCause(findings, value, kind);
  }
  if (kind === 'ErrorResponse') {
    judgeError(findings, value);
  }
  if (kind === 'DeferredResponse') {
    judgeDeferral(findings, value);
  }
  if (kind === 'SimpleEvent' && isJsonObject(payload) && !Object.hasOwn(payload, 'id')) {
    findings.report('simple-event-id', ['event', 'payload', 'id'], 'is missing; routines are tied to it');
  }
  if (!withoutTimes.has(kind)) {
    judgeTimestamps(findings, payload, ['event', 'payload']);
  }
  judgeEndpointList(findings, payload, kind);
  judgeProperties(findings, listProperties(value, kind));
}

function judgePresence(findings: Findings, judged: Judged): void {
  const { value, kind, posted } = judged;
  const event = memberOf(value, 'event');
  if (!withoutEndpoint.has(kind) && memberOf(event, 'endpoint') === undefined) {
    const rule = posted || !isReply(kind) ? 'endpoint-missing' : 'member-missing';
    findings.report(rule, ['event', 'endpoint'], `is missing; expected the endpoint that the ${kind} is about`);
  }
  if (posted && !isPostable(kind)) {
    const says = `is ${kind}, which is only ever the direct answer to a directive`;
    findings.report('kind-not-postable', ['event', 'header', 'name'], says);
  }
  if (posted && (kind === 'ActivationStarted' || kind === 'DeactivationStarted')) {
    findings.report(
      'scene-reply',
      ['event', 'header', 'name'],
      `is ${kind}, which was seen to work as a direct answer only`,
    );
  }
  if (kind === 'ErrorResponse' && memberOf(value, 'context') !== undefined) {
    findings.report('context-in-error', ['context'], 'is in an ErrorResponse, where the official schema has none');
  }
}
