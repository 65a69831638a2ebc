/**
 * What of several change reports is left to send. Beside it: `newest-state.ts` (which sample of a property counts),
 * `merge-samples.ts` (samples of both classes), `split-state.ts` (what changed against what is reported),
 * `merge-catalogue.ts`, `split-endpoints.ts` and `halve-report.ts` (reports of endpoints). No state is kept.
 */
import { classOfProperty } from '../capability/capabilities.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { kindOf } from '../message/kind.ts';
import type { StateProperty } from '../message/state-property.ts';
import type { MergeOptions } from './merge-samples.ts';
import { keepNewest } from './newest-state.ts';
import { encodePropertyKey } from './property-key.ts';

/** What the messages about one endpoint have said so far. */
interface Account {
  readonly newest: Map<string, StateProperty>;
  readonly changed: Set<string>;
  readonly context: Set<string>;
}

/**
 * Merges the messages of one customer, oldest first. Of the ChangeReports about one endpoint that state levels only,
 * one is left. It stands where the last of them stood, with that one's header, cause and endpoint, and states every
 * property that any of them stated: as changed if one of them said so, otherwise in the context, and always with the
 * newest sample that any message about the endpoint stated up to there. So it can be sent after the messages that it
 * has overtaken without taking anything back.
 *
 * Everything else comes through as it is and in its order: reports with an edge property, reports that are not well
 * formed, and messages of other kinds. Merging what was merged changes nothing, and what arrives later can be merged
 * into it.
 */
export function mergeChangeReports(messages: readonly AlexaEvent[], options: MergeOptions = {}): AlexaEvent[] {
  const levels = messages.map(message => isLevelReport(message, options));
  const last = new Map<string, number>();
  messages.forEach((message, index) => {
    if (levels[index] === true) {
      last.set(endpointIdOf(message), index);
    }
  });
  const accounts = new Map<string, Account>();
  return messages.flatMap((message, index) => {
    const endpointId = endpointIdOf(message);
    const account = accounts.get(endpointId) ?? { newest: new Map(), changed: new Set(), context: new Set() };
    accounts.set(endpointId, account);
    addToAccount(account, message, levels[index] === true);
    if (levels[index] !== true) {
      return [message];
    }
    return last.get(endpointId) === index ? [withState(message, account)] : [];
  });
}

function addToAccount(account: Account, message: AlexaEvent, counts: boolean): void {
  const unchanged = propertiesOf(message.context);
  const changed = propertiesOf(memberOf(message.event.payload, 'change'));
  for (const property of [...unchanged, ...changed].filter(isStateProperty)) {
    keepNewest(account.newest, property);
  }
  if (counts) {
    changed.filter(isStateProperty).forEach(property => {
      account.changed.add(encodePropertyKey(property));
    });
    unchanged.filter(isStateProperty).forEach(property => {
      account.context.add(encodePropertyKey(property));
    });
  }
}

function withState(message: AlexaEvent, { newest, changed, context }: Account): AlexaEvent {
  const samplesOf = (keys: ReadonlySet<string>): StateProperty[] => [...keys].flatMap(key => newest.get(key) ?? []);
  const unchanged = samplesOf(context.difference(changed));
  const { event } = message;
  const change = { ...asObject(event.payload.change), properties: samplesOf(changed) };
  const report: AlexaEvent = { ...message, event: { ...event, payload: { ...event.payload, change } } };
  return message.context === undefined && unchanged.length === 0
    ? report
    : { ...report, context: { ...message.context, properties: unchanged } };
}

/** Whether all changes of a ChangeReport are of level properties, and all its properties can be merged. */
function isLevelReport(message: AlexaEvent, options: MergeOptions): boolean {
  const classOf = options.classOf ?? classOfProperty;
  const changed = propertiesOf(memberOf(message.event.payload, 'change'));
  return (
    kindOf(message) === 'ChangeReport' &&
    textAt(message, ['event', 'endpoint', 'endpointId']) !== undefined &&
    changed.length > 0 &&
    changed.every(property => isStateProperty(property) && classOf(property.namespace, property.name) === 'level') &&
    propertiesOf(message.context).every(isStateProperty)
  );
}

function endpointIdOf(message: AlexaEvent): string {
  return textAt(message, ['event', 'endpoint', 'endpointId']) ?? '';
}

function propertiesOf(owner: unknown): readonly unknown[] {
  const properties = memberOf(owner, 'properties');
  return Array.isArray(properties) ? properties : [];
}

function isStateProperty(value: unknown): value is StateProperty {
  return (
    isJsonObject(value) &&
    typeof value.namespace === 'string' &&
    typeof value.name === 'string' &&
    typeof value.timeOfSample === 'string' &&
    (value.instance === undefined || typeof value.instance === 'string')
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isJsonObject(value) ? value : {};
}
