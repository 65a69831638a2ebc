import assert from 'node:assert/strict';
import {
  type Attempt,
  type ClaimedEvent,
  type ClaimedLane,
  type Decision,
  type EventClass,
  encodeEventId,
  type LaneChange,
  type NewEvent,
  type PropertyKey,
  type Sample,
  type SettledEvent,
  type ShadowChange,
  type Store,
} from '@gatehouse/relay/store';
import type { ContractStage } from './contract-case.ts';

/** How long the leases of these tests run. */
export const LEASE_MS = 30_000;

/** The property that level events of these tests converge on. */
export const BRIGHTNESS: PropertyKey = { namespace: 'Alexa.BrightnessController', name: 'brightness' };

/** The property that edge events of these tests report. */
export const CONTACT: PropertyKey = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };

let events = 0;

/** A new event of a class, with an id never used before; `over` replaces any member. */
export function newEvent(customer: string, eventClass: EventClass, over: Partial<NewEvent> = {}): NewEvent {
  const uuid = `00000000-0000-4000-8000-${(++events).toString(16).padStart(12, '0')}`;
  const endpointId = over.endpointId ?? 'lamp-1';
  return {
    id: encodeEventId(customer, uuid),
    class: eventClass,
    kind: eventClass === 'reply' ? 'Response' : 'ChangeReport',
    messageId: `message-${uuid}`,
    orderKey: eventClass === 'reply' ? `reply:${uuid}` : endpointId,
    endpointId,
    draft:
      eventClass === 'level'
        ? { type: 'level', cause: 'PHYSICAL_INTERACTION', properties: [BRIGHTNESS] }
        : { type: 'message', message: { event: { header: { name: 'DoorbellPress' }, payload: {} } } },
    ...over,
  };
}

/** A sample of a property. */
export function sampleOf(value: unknown, timeOfSample: number): Sample {
  return { value, timeOfSample, uncertaintyInMilliseconds: 0 };
}

/** A new current value of a property. */
export function changeOf(key: PropertyKey, sample: Sample, over: Partial<ShadowChange> = {}): ShadowChange {
  return { ...key, ...sample, class: 'level', forgetReported: false, ...over };
}

/** Gives the customer a grant, effective at once; answers its generation. */
export async function link({ store, customer, at }: ContractStage): Promise<number> {
  const { generation } = await store.putGrant({ customer, tokens: 'sealed', expiresAt: at + 3_600_000, at, dueAt: at });
  return generation;
}

/** Accepts events that must be committed. */
export async function accept({ store, customer, at }: ContractStage, ...accepted: readonly NewEvent[]): Promise<void> {
  const result = await store.accept({ customer, at, shadows: [], events: accepted });
  assert.deepEqual(result, { type: 'committed' });
}

/** What is written into a shadow, and the events that are accepted with it. */
export interface ShadowWrite {
  /** Default: the lamp. */
  readonly endpointId?: string;
  readonly properties: readonly ShadowChange[];
  /** Default: none. */
  readonly events?: readonly NewEvent[];
}

/** Changes a shadow as it is now, which must be committed. */
export async function changeShadow({ store, customer, at }: ContractStage, write: ShadowWrite): Promise<void> {
  const { endpointId = 'lamp-1', properties, events: accepted = [] } = write;
  const { version } = await store.readShadow(customer, endpointId);
  const shadows = [{ endpointId, expectedVersion: version, properties }];
  assert.deepEqual(await store.accept({ customer, at, shadows, events: accepted }), { type: 'committed' });
}

/** Changes the brightness of an endpoint and adds the level event that reports it. */
export async function patch(stage: ContractStage, value: number, over: Partial<NewEvent> = {}): Promise<NewEvent> {
  const event = newEvent(stage.customer, 'level', over);
  const properties = [changeOf(BRIGHTNESS, sampleOf(value, stage.at))];
  await changeShadow(stage, { endpointId: event.endpointId ?? '', properties, events: [event] });
  return event;
}

/** How an edge property changes. */
export interface Flip {
  /** Default: the contact. */
  readonly key?: PropertyKey;
  /** When the sample was taken, after the stage's time. */
  readonly later?: number;
  readonly expiresAt?: number;
}

/** Changes an edge property of the lamp and adds the event that states it; answers both. */
export async function flip(
  stage: ContractStage,
  value: string,
  { key = CONTACT, later = 0, ...over }: Flip = {},
): Promise<{ readonly event: NewEvent; readonly told: readonly { key: PropertyKey; sample: Sample }[] }> {
  const sample = sampleOf(value, stage.at + later);
  const draft = { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties: [{ ...key, ...sample }] } as const;
  const event = newEvent(stage.customer, 'edge', { draft, ...over });
  await changeShadow(stage, { properties: [changeOf(key, sample, { class: 'edge' })], events: [event] });
  return { event, told: [{ key, sample }] };
}

/** Claims the due lane of the stage's customer; undefined when it is not due. Other lanes must not be. */
export async function claim(
  stage: ContractStage,
  over: { now?: number; events?: number } = {},
): Promise<ClaimedLane | undefined> {
  const now = over.now ?? stage.at;
  const ask = { owner: 'runner-1', now, leaseUntil: now + LEASE_MS, lanes: 16, events: over.events ?? 16 };
  const lanes = await stage.store.claimLanes(ask);
  assert.deepEqual(
    lanes.map(lane => lane.customer),
    lanes.length === 0 ? [] : [stage.customer],
  );
  return lanes[0];
}

/** The lane of the stage's customer, which must be due. */
export async function claimDue(
  stage: ContractStage,
  over: { now?: number; events?: number } = {},
): Promise<ClaimedLane> {
  const lane = await claim(stage, over);
  assert.ok(lane, 'the lane is due');
  return lane;
}

/** Claims the due lane and the one event in it that may be claimed. */
export async function claimOne(
  stage: ContractStage,
  now: number = stage.at,
): Promise<{ readonly lane: ClaimedLane; readonly event: ClaimedEvent }> {
  const lane = await claimDue(stage, { now });
  const [event] = lane.events;
  assert.ok(event);
  return { lane, event };
}

/** A settled event; delivered unless `over` says otherwise. */
export function settledOf(event: ClaimedEvent | NewEvent, over: Partial<SettledEvent> = {}): SettledEvent {
  return { id: event.id, result: 'delivered', messageId: event.messageId, attempts: [], decisions: [], ...over };
}

/** One try at sending, answered 500. */
export function attemptOf(messageId: string, at: number): Attempt {
  return { at, messageId, region: 'NA', status: 500, code: 'INTERNAL_SERVICE_EXCEPTION', tookMs: 12, outcome: 'again' };
}

/** A decision. */
export function decisionOf(what: string, at: number): Decision {
  return { at, what, why: `Because of ${what}` };
}

/** Settles events of a lane that must be held; answers what was claimed with it. */
export async function settle(
  stage: ContractStage,
  lane: { readonly epoch: number },
  settlement: { events: readonly SettledEvent[]; lane?: LaneChange; claim?: number; release?: boolean; at?: number },
): Promise<readonly ClaimedEvent[]> {
  const { store, customer } = stage;
  const {
    events: settled,
    lane: change = { type: 'go-on' },
    claim: count = 0,
    at = stage.at,
    release = false,
  } = settlement;
  const ask = { customer, epoch: lane.epoch, at, events: settled, lane: change, claim: count, release };
  const result = await store.settle(ask);
  assert.equal(result.type, 'settled');
  return result.type === 'settled' ? result.next : [];
}

/** The statuses of events, in the order given. */
export async function statusesOf(
  store: Store,
  ...asked: readonly NewEvent[]
): Promise<readonly (string | undefined)[]> {
  return Promise.all(asked.map(async ({ id }) => (await store.readEvent(id))?.status));
}

/** The ids of events. */
export function idsOf(listed: readonly { readonly id: string }[]): readonly string[] {
  return listed.map(({ id }) => id);
}
