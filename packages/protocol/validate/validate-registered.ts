import { isTrueFlag } from '../discovery/flag.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { memberOf, textAt } from '../json/json-object.ts';
import { isDirective, kindOf } from '../message/kind.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import type { RuleId } from '../rule/rules.ts';
import { Findings } from './findings.ts';
import { judgeDeclaredWord, wordsOf } from './judge-declared-word.ts';
import { judgeRegisteredDirective } from './judge-registered-directive.ts';
import { declaredCapabilities, describeInstances, judgeRegisteredProperty } from './judge-registered-property.ts';
import { keepsToRegistration } from './keeps-to-registration.ts';
import { listProperties } from './list-properties.ts';
import { describeEventMember } from './subject.ts';
import type { RegisteredEndpoints } from './validate-options.ts';

/** How to judge a message against registrations; `mode` is strict unless given. */
export interface ValidateRegisteredOptions {
  readonly registered: RegisteredEndpoints;
  readonly mode?: Mode | undefined;
}

/** Namespaces of messages that no endpoint declares as an interface of its own. */
const common: ReadonlySet<string> = new Set(['Alexa', 'Alexa.Authorization', 'Alexa.Discovery']);

/** What is said to, or by, an endpoint, and the rules of what its header names. */
interface Side {
  readonly part: 'directive' | 'event';
  readonly namespaceRule: RuleId;
  readonly instanceRule: RuleId;
}

const directiveSide: Side = {
  part: 'directive',
  namespaceRule: 'registration-directive',
  instanceRule: 'registration-directive-instance',
};
const eventSide: Side = {
  part: 'event',
  namespaceRule: 'registration-event',
  instanceRule: 'registration-event-instance',
};

/** Whom a message is from or to, and what kind of message it is. */
interface Address {
  readonly side: Side;
  readonly kind: string;
  readonly endpointId: string;
}

/** A message that names an endpoint, and the discovery object of that endpoint, undefined where it is not registered. */
interface Registered extends Address {
  readonly value: unknown;
  readonly description: unknown;
}

/**
 * Judges an event or a directive against the registration of the endpoint that it names, and nothing else: what form
 * and sense refuse is passed over here. `validateEvent`, `validateDirective` and `validateMessage` with `registered`
 * run all layers. A message that names no endpoint is not judged, nor is an ErrorResponse, which may speak of an
 * endpoint that is gone. Any value may be given and nothing is thrown but by `registered`. Source: fact sheet 2.1, 3.1,
 * 3.3, 3.5, 10.
 */
export function validateRegistered(value: unknown, options: ValidateRegisteredOptions): Problem[] {
  const address = addressOf(value);
  if (address === undefined) {
    return [];
  }
  const description = options.registered(address.endpointId);
  if (keepsToRegistration(value, description)) {
    return [];
  }
  return judgeRegistered({ ...address, value, description }, options.mode ?? 'strict');
}

/** Whom a message is from or to; undefined where that is not judged. What nearly all traffic is needs no look-up. */
export function addressOf(value: unknown): Address | undefined {
  const event = memberOf(value, 'event');
  const header = memberOf(event, 'header');
  const name = memberOf(header, 'name');
  if ((name === 'ChangeReport' || name === 'StateReport') && memberOf(header, 'namespace') === 'Alexa') {
    const named = memberOf(memberOf(event, 'endpoint'), 'endpointId');
    return typeof named === 'string' ? { side: eventSide, kind: name, endpointId: named } : undefined;
  }
  const side = isDirective(value) ? directiveSide : eventSide;
  const { part } = side;
  const endpointId = textAt(value, [part, 'endpoint', 'endpointId']);
  const kind = endpointId === undefined ? undefined : kindOf({ [part]: memberOf(value, part) });
  return endpointId === undefined || kind === undefined || kind === 'ErrorResponse'
    ? undefined
    : { side, kind, endpointId };
}

/** Judges a message by all rules of registration, without the quick look that most events pass. */
export function judgeRegistered(judged: Registered, mode: Mode): Problem[] {
  const { value, description, side, kind, endpointId } = judged;
  const { part } = side;
  const findings = new Findings(mode, path => describeEventMember(value, path));
  if (description === undefined) {
    const says = `is ${describeName(endpointId)}, which is not registered`;
    findings.report('registration-endpoint', [part, 'endpoint', 'endpointId'], says);
    return findings.problems;
  }
  judgeInterface(findings, { value, description, side });
  if (part === 'event') {
    judgeStates(findings, { value, description, kind });
  }
  return findings.problems;
}

function judgeStates(
  findings: Findings,
  at: { readonly value: unknown; readonly description: unknown; readonly kind: string },
): void {
  const { value, description, kind } = at;
  for (const { properties, path } of listProperties(value, kind)) {
    if (Array.isArray(properties)) {
      properties.forEach((property: unknown, index) => {
        const proactive = kind === 'ChangeReport';
        judgeRegisteredProperty(findings, { property, path: [...path, index], description, proactive });
      });
    }
  }
}

/** Judges that the endpoint declares the interface whose message this is, the instance that it names, and what it says of it. */
function judgeInterface(
  findings: Findings,
  at: { readonly value: unknown; readonly description: unknown; readonly side: Side },
): void {
  const { value, description, side } = at;
  const { part } = side;
  const namespace = textAt(value, [part, 'header', 'namespace']);
  if (namespace === undefined || common.has(namespace)) {
    return;
  }
  const owner = describeName(textAt(value, [part, 'endpoint', 'endpointId']) ?? '');
  const declared = declaredCapabilities(description, namespace);
  if (declared.length === 0) {
    const says = `is ${describeName(namespace)}, which endpoint ${owner} does not declare in discovery`;
    findings.report(side.namespaceRule, [part, 'header', 'namespace'], says);
    return;
  }
  const instance = textAt(value, [part, 'header', 'instance']);
  const exact = declared.filter(capability => textAt(capability, ['instance']) === instance);
  if (instance !== undefined && exact.length === 0) {
    const says = `is ${describeValue(instance)}; endpoint ${owner} declares ${describeInstances(declared)}`;
    findings.report(side.instanceRule, [part, 'header', 'instance'], says);
  } else if (part === 'directive') {
    judgeRegisteredDirective(findings, value, exact[0]);
  } else {
    judgeOwnEvent(findings, { value, declared, capability: exact[0] });
  }
}

function judgeOwnEvent(
  findings: Findings,
  at: { readonly value: unknown; readonly declared: readonly unknown[]; readonly capability: unknown },
): void {
  const { value, declared, capability } = at;
  const namespace = textAt(value, ['event', 'header', 'namespace']);
  if (namespace === 'Alexa.SimpleEventSource') {
    const path = ['event', 'payload', 'id'];
    const words = wordsOf(memberOf(capability, 'configuration'), 'supportedEvents', 'id');
    judgeDeclaredWord(findings, { value: textAt(value, path), path, words, rule: 'registration-event-id' });
  } else if (namespace === 'Alexa.DoorbellEventSource' && !declared.some(isReported)) {
    const owner = describeName(textAt(value, ['event', 'endpoint', 'endpointId']) ?? '');
    const says = `is ${namespace}, which endpoint ${owner} does not declare with proactivelyReported true`;
    findings.report('registration-doorbell', ['event', 'header', 'namespace'], says);
  }
}

/** The flag stands beside the interface's name; some write it among the properties as others have it. */
function isReported(capability: unknown): boolean {
  const flag =
    memberOf(capability, 'proactivelyReported') ?? memberOf(memberOf(capability, 'properties'), 'proactivelyReported');
  return isTrueFlag(flag);
}
