import { isTrueFlag } from '../discovery/flag.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { memberOf, textAt } from '../json/json-object.ts';
import { kindOf } from '../message/kind.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import { Findings } from './findings.ts';
import { declaredCapabilities, judgeRegisteredProperty } from './judge-registered-property.ts';
import { describeWords, wordsOf } from './judge-registered-value.ts';
import { listProperties } from './list-properties.ts';
import { describeEventMember } from './subject.ts';
import type { RegisteredEndpoints } from './validate-options.ts';

/** How to judge an event against registrations; `mode` is strict unless given. */
export interface ValidateRegisteredOptions {
  readonly registered: RegisteredEndpoints;
  readonly mode?: Mode | undefined;
}

/** Namespaces of events that no endpoint declares as an interface of its own. */
const common: ReadonlySet<string> = new Set(['Alexa', 'Alexa.Authorization', 'Alexa.Discovery']);

/**
 * Judges an event against the registration of the endpoint that it names, and nothing else; `validateEvent` with
 * `registered` runs all layers. An event that names no endpoint is not judged, nor is an ErrorResponse, which may speak
 * of an endpoint that is gone. Any value may be given and nothing is thrown. Source: fact sheet 2.1, 3.1, 3.3, 3.5, 10.
 */
export function validateRegistered(value: unknown, options: ValidateRegisteredOptions): Problem[] {
  const findings = new Findings(options.mode ?? 'strict', path => describeEventMember(value, path));
  const kind = kindOf({ event: memberOf(value, 'event') });
  const endpointId = textAt(value, ['event', 'endpoint', 'endpointId']);
  if (kind === undefined || kind === 'ErrorResponse' || endpointId === undefined) {
    return findings.problems;
  }
  const description = options.registered(endpointId);
  if (description === undefined) {
    const says = `is ${describeName(endpointId)}, which is not registered`;
    findings.report('registration-endpoint', ['event', 'endpoint', 'endpointId'], says);
    return findings.problems;
  }
  judgeInterface(findings, value, description);
  for (const { properties, path } of listProperties(value, kind)) {
    if (Array.isArray(properties)) {
      properties.forEach((property: unknown, index) => {
        const proactive = kind === 'ChangeReport';
        judgeRegisteredProperty(findings, { property, path: [...path, index], description, proactive });
      });
    }
  }
  return findings.problems;
}

/** Judges that the endpoint declares the interface whose event this is, and the instance and the id that it names. */
function judgeInterface(findings: Findings, value: unknown, description: unknown): void {
  const namespace = textAt(value, ['event', 'header', 'namespace']);
  if (namespace === undefined || common.has(namespace)) {
    return;
  }
  const owner = describeName(textAt(value, ['event', 'endpoint', 'endpointId']) ?? '');
  const declared = declaredCapabilities(description, namespace);
  if (declared.length === 0) {
    const says = `is ${describeName(namespace)}, which endpoint ${owner} does not declare in discovery`;
    findings.report('registration-event', ['event', 'header', 'namespace'], says);
    return;
  }
  const instance = textAt(value, ['event', 'header', 'instance']);
  const exact = declared.filter(capability => textAt(capability, ['instance']) === instance);
  if (instance !== undefined && exact.length === 0) {
    const known = describeWords(declared.map(capability => textAt(capability, ['instance']) ?? 'none'));
    const says = `is ${describeValue(instance)}; endpoint ${owner} declares ${known}`;
    findings.report('registration-event-instance', ['event', 'header', 'instance'], says);
  } else if (namespace === 'Alexa.SimpleEventSource') {
    judgeEventId(findings, value, exact[0]);
  } else if (namespace === 'Alexa.DoorbellEventSource' && !declared.some(isReported)) {
    const says = `is ${namespace}, which endpoint ${owner} does not declare with proactivelyReported true`;
    findings.report('registration-doorbell', ['event', 'header', 'namespace'], says);
  }
}

function judgeEventId(findings: Findings, value: unknown, capability: unknown): void {
  const id = textAt(value, ['event', 'payload', 'id']);
  const ids = wordsOf(memberOf(capability, 'configuration'), 'supportedEvents');
  if (id !== undefined && ids.length > 0 && !ids.includes(id)) {
    const says = `is ${describeValue(id)}; discovery declares ${describeWords(ids)}`;
    findings.report('registration-event-id', ['event', 'payload', 'id'], says);
  }
}

/** The flag stands beside the interface's name; some write it among the properties as others have it. */
function isReported(capability: unknown): boolean {
  const flag =
    memberOf(capability, 'proactivelyReported') ?? memberOf(memberOf(capability, 'properties'), 'proactivelyReported');
  return isTrueFlag(flag);
}
