/**
 * From claimed events to messages. Beside it: `build-message.ts` (one event), `group-catalogue.ts` (several catalogue
 * events in one report), `delivery.ts` (what comes out), `send-delivery.ts` (what is done with it). No state is kept.
 */
import { type AlexaEvent, addOrUpdateReport, deleteReport, isJsonObject, type JsonObject } from '@gatehouse/protocol';
import { parseDiscoveryObject } from '../endpoint/property-classes.ts';
import type { ClaimedEvent, SettledEvent } from '../lane/lane-store.ts';
import { buildMessage } from './build-message.ts';
import type { Delivery } from './delivery.ts';
import { type CatalogueGroup, groupCatalogue, splitGroup } from './group-catalogue.ts';

/** What is to be sent, and what is settled without being sent. */
export interface DeliveryPlan {
  readonly deliveries: readonly Delivery[];
  readonly settled: readonly SettledEvent[];
}

/** Plans what to do with claimed events at `now`, in milliseconds since the epoch. Every event is in exactly one place. */
export function planDeliveries(events: readonly ClaimedEvent[], now: number): DeliveryPlan {
  const deliveries: Delivery[] = [];
  const settled: SettledEvent[] = [];
  const catalogue: ClaimedEvent[] = [];
  for (const event of events) {
    const plan = planEvent(event, now);
    if (plan === 'merge') catalogue.push(event);
    else if ('result' in plan) settled.push(plan);
    else deliveries.push(plan);
  }
  const groups = ['put', 'delete'].flatMap(type =>
    groupCatalogue(catalogue.filter(event => event.draft.type === type)),
  );
  return { deliveries: [...deliveries, ...groups.map(group => planGroup(group))], settled };
}

/**
 * The two halves of a delivery, each with a messageId of its own and the history of the whole; undefined when it
 * carries one event only.
 *
 * @param uuids what the new messages are called
 */
export function splitDelivery(
  delivery: Delivery,
  uuids: readonly [string, string],
): readonly [Delivery, Delivery] | undefined {
  const halves = splitGroup(delivery.events);
  if (halves === undefined) return undefined;
  const { attempts, decisions } = delivery;
  const half = (group: CatalogueGroup, messageId: string): Delivery => {
    return { ...planGroup(group, messageId), halved: true, attempts, decisions };
  };
  return [half(halves[0], uuids[0]), half(halves[1], uuids[1])];
}

/** Whether an event's time is over; it is not sent any more from then on. */
export function isExpired(event: ClaimedEvent, now: number): boolean {
  return event.expiresAt !== undefined && event.expiresAt <= now;
}

function planEvent(event: ClaimedEvent, now: number): Delivery | SettledEvent | 'merge' {
  const { draft, messageId, tries } = event;
  if (isExpired(event, now)) {
    return settledAs('expired', { event, now, why: "The event's time was over before it was sent" });
  }
  if (draft.type === 'delete') return 'merge';
  if (draft.type === 'put') return describedEndpoint(event) === undefined ? settledUndescribed(event, now) : 'merge';
  const built = buildMessage(event);
  if (built.type === 'unsendable') return settledAs('dead', { event, now, why: built.why });
  if (built.type === 'nothing') return settledAs('coalesced', { event, now, why: built.why });
  const { message, reported } = built;
  return { messageId, message, events: [event], tries, reported, halved: false, attempts: [], decisions: [] };
}

function settledUndescribed(event: ClaimedEvent, now: number): SettledEvent {
  if (event.description === undefined) {
    return settledAs('coalesced', { event, now, why: 'The endpoint was removed before it was announced' });
  }
  return settledAs('dead', { event, now, why: 'The stored description of the endpoint is no JSON object' });
}

function settledAs(
  result: 'coalesced' | 'expired' | 'dead',
  { event, now, why }: { readonly event: ClaimedEvent; readonly now: number; readonly why: string },
): SettledEvent {
  const { id, messageId } = event;
  return { id, result, messageId, attempts: [], decisions: [{ at: now, what: result, why }] };
}

function planGroup(events: CatalogueGroup, messageId: string = events[0].messageId): Delivery {
  const tries = messageId === events[0].messageId ? Math.max(...events.map(event => event.tries)) : 0;
  const message = buildCatalogue(events, messageId);
  return { messageId, message, events, tries, reported: [], halved: false, attempts: [], decisions: [] };
}

function buildCatalogue(events: CatalogueGroup, messageId: string): AlexaEvent {
  if (events[0].draft.type === 'put') {
    return addOrUpdateReport({ messageId, endpoints: events.map(describedEndpoint).filter(isJsonObject) });
  }
  return deleteReport({ messageId, endpointIds: events.flatMap(event => event.endpointId ?? []) });
}

/** The discovery object, parsed; undefined when there is none or it is not one. */
function describedEndpoint({ description }: ClaimedEvent): JsonObject | undefined {
  return description === undefined ? undefined : parseDiscoveryObject(description);
}
