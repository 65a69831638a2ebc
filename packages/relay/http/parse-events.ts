import { GatehouseError, isJsonObject } from '@gatehouse/protocol';
import { checkId } from './read-request.ts';

/** One event of a request, not looked at yet. */
export interface SubmittedEvent {
  readonly customer: string;
  /** Where it stood in the request, from 0. */
  readonly index: number;
  /** Where it stood in the request's body, RFC 6901. */
  readonly pointer: string;
  readonly event: unknown;
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
 *
 * @throws GatehouseError as `parseEvents`, and `invalid-request` for an entry without a customer
 */
export function parseCustomerEvents(body: unknown): SubmittedEvent[] {
  return listOf(body, '{customer, event}').map((entry, index) => {
    const { customer, event } = isJsonObject(entry) ? entry : {};
    const pointer = `/events/${index}`;
    const owner = checkId(customer, `the customer of event ${index}`, `${pointer}/customer`);
    return { customer: owner, index, pointer: `${pointer}/event`, event };
  });
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
