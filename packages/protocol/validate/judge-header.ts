import { capabilityOf } from '../capability/capabilities.ts';
import { knowsPart } from '../capability/knows-part.ts';
import { versionsOfOtherInterface } from '../capability/other-interfaces.ts';
import { describeName, describeValue } from '../form/describe.ts';
import { textAt } from '../json/json-object.ts';
import { isReply } from '../message/kind.ts';
import type { Findings } from './findings.ts';

const plainNamespaces: ReadonlySet<string> = new Set(['Alexa', 'Alexa.Authorization', 'Alexa.Discovery']);
const withoutCorrelation: ReadonlySet<string> = new Set([
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'Discover.Response',
]);
const withoutInstance: ReadonlySet<string> = new Set([
  'ChangeReport',
  'AddOrUpdateReport',
  'DeleteReport',
  ...withoutCorrelation,
]);
const ownEventsWithInstance: ReadonlySet<string> = new Set(['InventoryConsumed', 'InventoryReplaced', 'SimpleEvent']);

/** Judges the header of an event of a kind: version, instance, correlation token, and whether the event exists. */
export function judgeHeader(findings: Findings, event: unknown, kind: string): void {
  const namespace = textAt(event, ['event', 'header', 'namespace']) ?? '';
  judgePayloadVersion(findings, namespace, textAt(event, ['event', 'header', 'payloadVersion']));
  const instance = textAt(event, ['event', 'header', 'instance']);
  if (instance !== undefined && (withoutInstance.has(kind) || isSingular(namespace))) {
    findings.report('header-member', ['event', 'header', 'instance'], `is not known in the header of ${kind}`);
  }
  if (instance === undefined && ownEventsWithInstance.has(kind)) {
    findings.report('header-instance', ['event', 'header', 'instance'], `is missing; ${namespace} has instances`);
  }
  const correlationToken = textAt(event, ['event', 'header', 'correlationToken']);
  if (correlationToken === undefined && isReply(kind) && !withoutCorrelation.has(kind)) {
    const path = ['event', 'header', 'correlationToken'];
    findings.report('correlation-token', path, 'is missing; expected that of the directive');
  }
  judgeName(findings, { namespace, name: textAt(event, ['event', 'header', 'name']) ?? '', kind });
}

/** Whether an interface is one that an endpoint has once, so that its own events name no instance. */
export function isSingular(namespace: string): boolean {
  const capability = plainNamespaces.has(namespace) ? undefined : capabilityOf(namespace);
  return capability?.instance === 'none' && capability.opaque !== true;
}

/** The payload versions that messages of a namespace may have; undefined for a namespace that nobody documents. */
export function payloadVersionsOf(namespace: string): readonly string[] | undefined {
  if (plainNamespaces.has(namespace)) {
    return ['3'];
  }
  const capability = capabilityOf(namespace);
  return capability?.payloadVersions ?? capability?.versions ?? versionsOfOtherInterface(namespace);
}

function judgePayloadVersion(findings: Findings, namespace: string, version: string | undefined): void {
  const allowed = payloadVersionsOf(namespace);
  if (version !== undefined && allowed !== undefined && !allowed.includes(version)) {
    const says = `is ${describeValue(version)}; allowed for ${namespace} ${allowed.join(', ')}`;
    findings.report('payload-version', ['event', 'header', 'payloadVersion'], says);
  }
}

function judgeName(
  findings: Findings,
  header: { readonly namespace: string; readonly name: string; readonly kind: string },
): void {
  const { namespace, name, kind } = header;
  const path = ['event', 'header'];
  if (payloadVersionsOf(namespace) === undefined) {
    findings.report(
      'kind-unknown',
      [...path, 'namespace'],
      `is ${describeValue(namespace)}; no such interface is documented`,
    );
  } else if (kind === 'Event' && !mayHaveEvent(namespace, name)) {
    const events = capabilityOf(namespace)?.events ?? [];
    const known = events.length === 0 ? 'it has no events' : `it has ${events.map(describeName).join(', ')}`;
    findings.report('kind-unknown', [...path, 'name'], `is ${describeValue(name)}, no event of ${namespace}; ${known}`);
  }
}

/** Whether an interface may have an event: it lists it, or there is more to it than is known. */
function mayHaveEvent(namespace: string, name: string): boolean {
  const capability = capabilityOf(namespace);
  return capability !== undefined && (capability.events.includes(name) || !knowsPart(capability, 'events'));
}
