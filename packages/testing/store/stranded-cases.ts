import assert from 'node:assert/strict';
import type { ClaimedEvent, NewEvent, PropertyKey, SettledEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import {
  accept,
  CONTACT,
  claimOne,
  flip,
  link,
  newEvent,
  patch,
  sampleOf,
  settle,
  settledOf,
} from './store-fixture.ts';

const MOTION: PropertyKey = { namespace: 'Alexa.MotionSensor', name: 'detectionState' };
const MINUTE = 60_000;

/** The edge properties that are stranded in what was claimed with an event. */
function strandedIn({ shadow = [] }: Pick<ClaimedEvent, 'shadow'>): readonly string[] {
  return shadow.filter(property => property.stranded === true).map(({ namespace }) => namespace);
}

/** Claims the one event that may be claimed and settles it; answers what was stranded beside it. */
async function send(stage: ContractStage, over: Partial<SettledEvent> = {}): Promise<readonly string[]> {
  const { lane, event } = await claimOne(stage);
  await settle(stage, lane, { events: [settledOf(event, over)] });
  await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
  return strandedIn(event);
}

/** A level event with a value that the brightness did not have. */
let brightness = 0;
async function dim(stage: ContractStage): Promise<NewEvent> {
  brightness += 1;
  return patch(stage, brightness);
}

async function expire({ store, at }: ContractStage): Promise<void> {
  await store.sweepExpired({ now: at + 2 * MINUTE, limit: 1000 });
}

const givenUp: readonly ContractCase[] = [
  {
    title: 'claimLanes() strands an edge state whose event has expired, until Alexa has it',
    async run(stage) {
      await link(stage);
      const { told } = await flip(stage, 'DETECTED', { expiresAt: stage.at + MINUTE });
      await expire(stage);
      await dim(stage);
      assert.deepEqual(await send(stage), [CONTACT.namespace]);
      await dim(stage);
      assert.deepEqual(await send(stage, { reported: told }), [CONTACT.namespace], 'not told with the last one');
      await dim(stage);
      assert.deepEqual(await send(stage), []);
    },
  },
  {
    title: 'claimLanes() strands an edge state whose event expires with the claim, or was dropped',
    async run(stage) {
      await link(stage);
      const { store, customer, at } = stage;
      await flip(stage, 'DETECTED', { expiresAt: at + MINUTE });
      await dim(stage);
      const { lane, event } = await claimOne(stage, at + 2 * MINUTE);
      assert.deepEqual([event.class, strandedIn(event)], ['level', [CONTACT.namespace]]);
      await settle(stage, lane, { events: [settledOf(event)] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      await flip(stage, 'NOT_DETECTED', { later: 1 });
      await store.dropLane({ customer, at, why: 'A person said so' });
      await dim(stage);
      assert.deepEqual(await send(stage), [CONTACT.namespace]);
    },
  },
  {
    title: 'claimLanes() strands no edge state while an edge event of the endpoint is pending or in flight',
    async run(stage) {
      await link(stage);
      const { store, customer, at } = stage;
      await dim(stage);
      await flip(stage, 'DETECTED');
      await flip(stage, 'DETECTED', { key: MOTION });
      assert.deepEqual(await send(stage), [], 'both are still to come');
      const { lane, event } = await claimOne(stage);
      assert.deepEqual(strandedIn(event), [], 'the contact is stated and the motion is to come');
      const [motion] = await settle(stage, lane, { events: [settledOf(event)], claim: 1 });
      assert.ok(motion);
      assert.deepEqual(strandedIn(motion), [CONTACT.namespace], 'accepted, but nobody noted what Alexa has');
      await settle(stage, lane, { events: [settledOf(motion, { result: 'pending' })] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.deepEqual(await send(stage), [CONTACT.namespace], 'the same once more, of the contact alone');
    },
  },
  {
    title: 'claimLanes() strands nothing that Alexa has, and what she had before a new grant',
    async run(stage) {
      await link(stage);
      const { told } = await flip(stage, 'DETECTED');
      assert.deepEqual(await send(stage, { reported: told }), []);
      await dim(stage);
      assert.deepEqual(await send(stage), []);
      await link(stage);
      await dim(stage);
      assert.deepEqual(await send(stage, { reported: told }), [CONTACT.namespace]);
      await dim(stage);
      assert.deepEqual(await send(stage), []);
    },
  },
  {
    title: 'readShadow() says nothing of what is stranded',
    async run(stage) {
      await link(stage);
      await flip(stage, 'DETECTED', { expiresAt: stage.at + MINUTE });
      await expire(stage);
      const { properties } = await stage.store.readShadow(stage.customer, 'lamp-1');
      assert.deepEqual(properties, [{ ...CONTACT, class: 'edge', current: sampleOf('DETECTED', stage.at) }]);
    },
  },
];

const refused: readonly ContractCase[] = [
  {
    title: 'settle() strands no edge state that was refused until it changes, whatever is forgotten',
    async run(stage) {
      await link(stage);
      const { told } = await flip(stage, 'DETECTED');
      await send(stage, { result: 'dead', refused: told });
      await dim(stage);
      assert.deepEqual(await send(stage), []);
      await link(stage);
      await dim(stage);
      assert.deepEqual(await send(stage), []);
      await flip(stage, 'NOT_DETECTED', { later: 1, expiresAt: stage.at + MINUTE });
      await expire(stage);
      await dim(stage);
      assert.deepEqual(await send(stage), [CONTACT.namespace]);
    },
  },
  {
    title: 'settle() leaves a state alone that came after the refused one, and one that Alexa has taken after all',
    async run(stage) {
      await link(stage);
      const { event, told } = await flip(stage, 'DETECTED');
      const { lane } = await claimOne(stage);
      await flip(stage, 'NOT_DETECTED', { later: 1, expiresAt: stage.at + MINUTE });
      await settle(stage, lane, { events: [settledOf(event, { result: 'dead', refused: told })] });
      await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
      await expire(stage);
      await dim(stage);
      assert.deepEqual(await send(stage), [CONTACT.namespace]);
      const again = await flip(stage, 'DETECTED', { later: 2 });
      await send(stage, { result: 'dead', refused: again.told });
      await accept(stage, newEvent(stage.customer, 'edge'));
      await send(stage, { reported: again.told });
      await link(stage);
      await dim(stage);
      assert.deepEqual(await send(stage), [CONTACT.namespace]);
    },
  },
];

/** What is promised about edge states that Alexa does not have and no report of which is to come. */
export const strandedCases: readonly ContractCase[] = [...givenUp, ...refused];
