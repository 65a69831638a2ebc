import { isJsonObject, memberOf, textAt } from '@gatehouse/protocol';
import type { ScriptedRequest } from '../script/scripted-request.ts';
import { FIRST_SAMPLE_AT } from './device-load.ts';
import type { Told, ToldKind } from './told-log.ts';

/** Something that a device told, as Amazon's end has accepted it. */
export interface Arrival {
  readonly customer: string;
  readonly kind: ToldKind;
  readonly number: number;
}

/** What of the heard requests was accepted and speaks of a device of a `DeviceLoad`, in the order in which it came. */
export function readArrivals(requests: readonly ScriptedRequest[]): readonly Arrival[] {
  return requests.flatMap(({ processed, customer, endpointId, json }) => {
    const kind = endpointId?.replace('-1', '') as ToldKind | undefined;
    const at = readTime(json);
    if (!processed || customer === undefined || kind === undefined || at === undefined) return [];
    return [{ customer, kind, number: Date.parse(at) - FIRST_SAMPLE_AT }];
  });
}

/**
 * What of the promises does not hold once nothing is pending any more: each acknowledged edge has arrived, no older
 * one after a newer one of its device, and each lamp has ended on what was acknowledged last, or on something later
 * that got no answer. A sentence for each.
 */
export function judgeArrivals(arrivals: readonly Arrival[], told: readonly Told[]): readonly string[] {
  const arrived = Map.groupBy(arrivals, nameOf);
  const wanted = Map.groupBy(told, nameOf);
  return [
    ...[...arrived].flatMap(([name, some]) => findInversion(name, some)),
    ...[...wanted].flatMap(([name, some]) => findMissing(name, { told: some, arrived: arrived.get(name) ?? [] })),
  ];
}

/** How many arrivals said what had arrived before: the price of crashes between a send and its settlement. */
export function countRepeats(arrivals: readonly Arrival[]): number {
  return arrivals.length - new Set(arrivals.map(one => `${nameOf(one)} ${one.number}`)).size;
}

function findInversion(name: string, arrivals: readonly Arrival[]): readonly string[] {
  const index = arrivals.findIndex(({ number }, at) => number < (arrivals[at - 1]?.number ?? 0));
  if (index === -1) return [];
  return [`${name}: ${arrivals[index]?.number} arrived after ${arrivals[index - 1]?.number}`];
}

function findMissing(
  name: string,
  { told, arrived }: { told: readonly Told[]; arrived: readonly Arrival[] },
): readonly string[] {
  const numbers = new Set(arrived.map(({ number }) => number));
  if (told[0]?.kind === 'lamp') {
    const last = Math.max(...told.map(({ number }) => number));
    const shown = arrived.at(-1)?.number ?? 0;
    return shown >= last ? [] : [`${name}: Alexa has ${shown}, and ${last} was acknowledged`];
  }
  return told
    .filter(({ number }) => !numbers.has(number))
    .map(({ number, id }) => `${name}: ${number} never arrived (${id})`);
}

function nameOf({ customer, kind }: Arrival): string {
  return `${kind} of ${customer}`;
}

/** The time that names a thing: that of the press, or that of the one sample that changed. */
function readTime(json: unknown): string | undefined {
  const payload = memberOf(memberOf(json, 'event'), 'payload');
  const changed = memberOf(memberOf(payload, 'change'), 'properties');
  const [property] = Array.isArray(changed) ? changed.filter(isJsonObject) : [];
  return textAt(payload, ['timestamp']) ?? textAt(property, ['timeOfSample']);
}
