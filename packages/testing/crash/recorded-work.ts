import { encodeEventId, type NewEvent, type Store } from '@gatehouse/relay/store';
import type { Acknowledged } from './acknowledged.ts';

/** What the work needs. `first` is a number that no work before has used on this store. */
export interface RecordedWorkOptions {
  readonly store: Store;
  readonly first: number;
  /** Told of each thing that the store has acknowledged, at once. */
  readonly onDone: (acknowledged: Acknowledged) => void;
}

const AT = 1_767_225_600_000;
const CUSTOMERS = 4;
/** Numbers of one accepting loop are so far apart, so that no two loops use the same. */
const STRIDE = 8;

/**
 * Everything that a relay has its store do, at once and for ever: events are accepted with and without a new state and
 * an idempotency key, and delivered; grants are rotated, endpoints registered. Rejects as soon as the store does.
 */
export async function workStore(options: RecordedWorkOptions): Promise<never> {
  const { store, first } = options;
  for (let each = 0; each < CUSTOMERS; each++) {
    const customer = `customer-${each}`;
    const grant = { customer, tokens: String(first), expiresAt: AT, at: AT, dueAt: AT };
    await store.putGrant(grant);
    options.onDone({ type: 'grant', customer, number: first });
  }
  const loops = Array.from({ length: CUSTOMERS }, (_, each) => acceptEvents(options, each));
  return Promise.race([...loops, changeStates(options), deliverEvents(options), keepCustomers(options)]);
}

async function acceptEvents({ store, first, onDone }: RecordedWorkOptions, each: number): Promise<never> {
  const customer = `customer-${each}`;
  for (let number = first + each; ; number += STRIDE) {
    const event = createEvent(customer, { number, class: 'edge', endpointId: `door-${number % 3}` });
    const key = `key-${number}`;
    const named = number % 5 === 0 ? { idempotency: { key, fingerprint: key, answer: '{}' } } : {};
    await store.accept({ customer, at: AT, shadows: [], events: [event], ...named });
    onDone({ type: 'event', id: event.id, delivered: false });
    if (number % 5 === 0) onDone({ type: 'key', customer, key });
  }
}

async function changeStates({ store, first, onDone }: RecordedWorkOptions): Promise<never> {
  for (let number = first + CUSTOMERS; ; number += STRIDE) {
    const customer = `customer-${number % 3}`;
    const endpointId = `lamp-${number % 2}`;
    const event = createEvent(customer, { number, class: 'level', endpointId });
    const { version } = await store.readShadow(customer, endpointId);
    const sample = { value: number, timeOfSample: AT + number, uncertaintyInMilliseconds: 0 };
    const change = { ...BRIGHTNESS, ...sample, class: 'level', forgetReported: false } as const;
    const shadow = { endpointId, expectedVersion: version, properties: [change] };
    const { type } = await store.accept({ customer, at: AT, shadows: [shadow], events: [event] });
    if (type !== 'committed') continue;
    onDone({ type: 'event', id: event.id, delivered: false });
    onDone({ type: 'shadow', customer, endpointId, number });
  }
}

async function deliverEvents({ store, onDone }: RecordedWorkOptions): Promise<never> {
  for (;;) {
    const lanes = await store.claimLanes({ owner: 'recorded', now: AT, leaseUntil: AT + 1, lanes: 2, events: 2 });
    for (const { customer, epoch, events } of lanes) {
      const settled = events.map(({ id, messageId }) => {
        return { id, messageId, result: 'delivered', attempts: [], decisions: [] } as const;
      });
      await store.settle({ customer, epoch, at: AT, events: settled, lane: { type: 'go-on' }, claim: 0 });
      for (const { id } of events) onDone({ type: 'event', id, delivered: true });
      await store.releaseLane({ customer, epoch, at: AT });
    }
  }
}

/** Rotates grants and registers endpoints, each a little later than the last one. */
async function keepCustomers({ store, first, onDone }: RecordedWorkOptions): Promise<never> {
  for (let number = first + CUSTOMERS + 1; ; number += STRIDE) {
    const customer = `customer-${number % CUSTOMERS}`;
    const generation = (await store.readGrant(customer))?.generation ?? 0;
    const rotated = await store.rotateGrant({ customer, generation, tokens: String(number), expiresAt: AT + number });
    if (rotated) onDone({ type: 'grant', customer, number });
    const endpointId = `door-${number % 3}`;
    const announce = createEvent(customer, { number, class: 'catalogue', endpointId });
    const endpoint = { endpointId, description: String(number) };
    const { announced } = await store.putEndpoint({ customer, endpoint, at: AT, announce });
    onDone({ type: 'endpoint', customer, endpointId, number });
    if (announced) onDone({ type: 'event', id: announce.id, delivered: false });
  }
}

const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };

function createEvent(
  customer: string,
  event: { number: number; class: 'edge' | 'level' | 'catalogue'; endpointId: string },
): NewEvent {
  const { number, endpointId } = event;
  const id = encodeEventId(customer, `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
  const drafts = {
    edge: { type: 'message', message: { padding: 'x'.repeat((number * 37) % 3000) } },
    level: { type: 'level', cause: 'PHYSICAL_INTERACTION', properties: [BRIGHTNESS] },
    catalogue: { type: 'put' },
  } as const;
  const kind = event.class === 'catalogue' ? 'AddOrUpdateReport' : 'ChangeReport';
  return { id, class: event.class, kind, messageId: id, orderKey: endpointId, endpointId, draft: drafts[event.class] };
}
