import { discoveryLimits } from '@gatehouse/protocol';
import type { ClaimedEvent } from '../lane/lane-store.ts';

/** How many endpoints an AddOrUpdateReport or a DeleteReport may have (fact sheet 4 and 6.2, row 413). */
export const MOST_ENDPOINTS: number = discoveryLimits.endpointsPerMessage;
/** How many bytes of endpoints are put into one report: 256 KB (fact sheet 4) less room for envelope and token. */
export const MOST_BYTES: number = discoveryLimits.reportBytes - 8 * 1024;

/** Catalogue events that travel together; never empty. */
export type CatalogueGroup = readonly [ClaimedEvent, ...ClaimedEvent[]];

/**
 * Divides catalogue events of one kind of draft into messages. Events that were sent together before stay together,
 * under the messageId that they share, so that a resend is the same message; the rest is merged in the order given,
 * as far as {@link MOST_ENDPOINTS} and {@link MOST_BYTES} allow.
 */
export function groupCatalogue(events: readonly ClaimedEvent[]): readonly CatalogueGroup[] {
  const byMessage = Map.groupBy(events, event => event.messageId);
  const groups: CatalogueGroup[] = [];
  const fresh: ClaimedEvent[] = [];
  for (const [first, ...rest] of byMessage.values()) {
    if (first === undefined) continue;
    if (rest.length === 0 && first.tries === 0) fresh.push(first);
    else groups.push([first, ...rest]);
  }
  return [...groups, ...mergeFresh(fresh)];
}

/** Halves a group; undefined when it cannot be divided any further. */
export function splitGroup([first, ...rest]: CatalogueGroup): readonly [CatalogueGroup, CatalogueGroup] | undefined {
  const middle = Math.floor(rest.length / 2);
  const [head, ...tail] = rest.slice(middle);
  return head === undefined
    ? undefined
    : [
        [first, ...rest.slice(0, middle)],
        [head, ...tail],
      ];
}

function mergeFresh(events: readonly ClaimedEvent[]): readonly CatalogueGroup[] {
  const groups: [ClaimedEvent, ...ClaimedEvent[]][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(event);
    const last = groups.at(-1);
    if (last === undefined || last.length >= MOST_ENDPOINTS || bytes + size > MOST_BYTES) {
      groups.push([event]);
      bytes = size;
    } else {
      last.push(event);
      bytes += size;
    }
  }
  return groups;
}

function sizeOf({ description, endpointId }: ClaimedEvent): number {
  return Buffer.byteLength(description ?? endpointId ?? '') + 32;
}
