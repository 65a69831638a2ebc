import { GatehouseError, isJsonObject } from '@gatehouse/protocol';
import { isCustomerId } from '../customer/is-customer-id.ts';
import { encodeRejection, type RejectedEvent, type SubmittedPlace } from './encode-rejection.ts';
import { tellIdForm } from './read-request.ts';

/** One event of a request, not looked at yet. */
export interface SubmittedEvent extends SubmittedPlace {
  readonly customer: string;
  readonly event: unknown;
}

/** The entries of a request for several customers: those that name theirs, and why the others cannot be taken. */
export interface SubmittedEntries {
  readonly events: readonly SubmittedEvent[];
  readonly rejected: readonly RejectedEvent[];
}

/** The most events that one request may bring. */
const MAX_EVENTS = 1_000;

/**
 * Reads `{events: […]}`, or one event alone.
 *
 * @throws GatehouseError `invalid-request` for another form or an empty list, `too-large` for more than 1,000 events
 */
export function parseEvents(body: unknown, customer: string): SubmittedEvent[] {
  if (isJsonObject(body) && body.events === undefined && body.event !== undefined) {
    return [{ customer, index: 0, pointer: '', event: body }];
  }
  return listOf(body, 'events').map((event, index) => ({ customer, index, pointer: `/events/${index}`, event }));
}

/**
 * Reads `{events: [{customer, event}]}`. The member `event` is the whole message, which has a member `event` of its own.
 * An entry without a usable customer is rejected alone, so that one device's mistake holds up nobody else.
 *
 * @throws GatehouseError as `parseEvents`
 */
export function parseCustomerEvents(body: unknown): SubmittedEntries {
  const events: SubmittedEvent[] = [];
  const rejected: RejectedEvent[] = [];
  for (const [index, entry] of listOf(body, '{customer, event}').entries()) {
    const { customer, event } = isJsonObject(entry) ? entry : {};
    const pointer = `/events/${index}`;
    if (isCustomerId(customer)) events.push({ customer, index, pointer: `${pointer}/event`, event });
    else rejected.push(rejectCustomer(customer, { index, pointer }));
  }
  return { events, rejected };
}

function rejectCustomer(customer: unknown, place: SubmittedPlace): RejectedEvent {
  return encodeRejection(place, [
    {
      code: customer === undefined ? 'missing' : 'not-allowed',
      pointer: '/customer',
      message:
        customer === undefined
          ? `Event ${place.index} names no customer`
          : tellIdForm(`the customer of event ${place.index}`),
      rule: 'relay-customer',
      source: "the relay's API, POST /v1/events",
      severity: 'error',
    },
  ]);
}

function listOf(body: unknown, items: string): unknown[] {
  const events = isJsonObject(body) ? body.events : undefined;
  if (!Array.isArray(events) || events.length === 0) {
    const message = `The body brings no events; needed is {events: [...]} with 1 to ${MAX_EVENTS} ${items}`;
    throw new GatehouseError('invalid-request', message, { pointer: '/events' });
  }
  if (events.length <= MAX_EVENTS) return events;
  const message = `The body brings ${events.length} events; allowed are ${MAX_EVENTS}`;
  throw new GatehouseError('too-large', message, { pointer: '/events' });
}
