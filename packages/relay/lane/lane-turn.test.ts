import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EventResult, HoldReason } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { memberOf, textAt } from '@gatehouse/protocol';
import { createRecordingLog, createSeededRandom, createVirtualClock, settle } from '@gatehouse/testing';
import fc from 'fast-check';
import { deliveryDefaults } from '../config/delivery-config.ts';
import { claimedEvent, claimedPut, sampleOf, shadowProperty } from '../test/claimed-event.ts';
import type { ClaimedEvent, LaneChange, LaneStore, SettledEvent, Settlement } from './lane-store.ts';
import { LaneTurn } from './lane-turn.ts';

const answers = {
  accepted: { answer: { type: 'answered', status: 202, tookMs: 1 }, outcome: { type: 'accepted' } },
  dead: { answer: { type: 'answered', status: 400, tookMs: 1 }, outcome: { type: 'dead', reason: 'invalid-request' } },
  busy: { answer: { type: 'answered', status: 429, tookMs: 1 }, outcome: { type: 'again', reason: 'throttled' } },
  gone: { answer: { type: 'answered', status: 404, tookMs: 1 }, outcome: { type: 'park', reason: 'stage-changed' } },
  held: {
    answer: { type: 'answered', status: 403, tookMs: 1 },
    outcome: { type: 'hold', reason: 'insufficient-permission' },
  },
} as const satisfies Record<string, EventResult>;

type Mood = keyof typeof answers;

const shadow = [shadowProperty('Power', { current: sampleOf('ON', 1) })];

function report(endpointId: string): ClaimedEvent {
  return claimedEvent({ id: endpointId, messageId: `m-${endpointId}`, orderKey: endpointId, endpointId, shadow });
}

/**
 * A lane in memory that hands out its queue and keeps what is settled. It notes as faults when an event is in flight
 * twice, is settled without being in flight, or is claimed for a lane that stops.
 */
class Lane {
  readonly clock = createVirtualClock();
  readonly log = createRecordingLog();
  readonly queue: ClaimedEvent[];
  readonly settled: SettledEvent[] = [];
  readonly changes: LaneChange[] = [];
  readonly holds: HoldReason[] = [];
  readonly posts: { readonly messageId: string; readonly answer: (mood: Mood) => void }[] = [];
  readonly claimed = new Set<string>();
  readonly faults: string[] = [];
  epoch = 1;
  releases = 0;
  leaseUntil = Number.POSITIVE_INFINITY;
  most = 0;
  stopping = false;
  /** Whether a newer grant has come, under which the store parks nothing. */
  overtaken = false;
  /** What every post is answered with at once; undefined when the test answers. */
  mood: ((index: number) => Mood) | undefined;
  #posted = 0;

  constructor(queue: readonly ClaimedEvent[]) {
    this.queue = [...queue];
  }

  begin(events = 8): LaneTurn {
    const claimed = this.#claim(events);
    const held = { customer: 'c-1', epoch: 1, generation: 1, region: 'NA', failures: 0, events: claimed } as const;
    return new LaneTurn(
      { ...held, leaseUntil: this.leaseUntil },
      {
        ...{ lanes: this.#lanes(), clock: this.clock, log: this.log, random: createSeededRandom(1) },
        config: deliveryDefaults,
        stopping: () => this.stopping,
        onHold: reason => this.holds.push(reason),
        onAccepted: () => {},
        grants: {
          acceptGrant: () => assert.fail('A turn takes no grant'),
          importGrant: () => assert.fail('A turn takes no grant'),
          forgetGrant: () => assert.fail('A turn forgets no grant'),
          stop: () => assert.fail('A turn stops nothing'),
          resolveToken: async () => ({ type: 'token', token: new Secret('gatehouse-secret-access'), generation: 1 }),
          replaceToken: () => assert.fail('No token is refused here'),
        },
        gate: { enter: async () => ({ type: 'send', done: () => {} }) },
        store: {
          readCustomer: () => assert.fail('Nobody asks for the customer'),
          listCustomers: () => assert.fail('Nobody lists customers'),
          correctRegion: () => assert.fail('The region is known'),
        },
        events: {
          sendEvent: ({ body }) => this.#post(JSON.parse(body)),
          resolveRegion: () => assert.fail('The region is known'),
          close: async () => {},
        },
      },
    );
  }

  #post(message: unknown): Promise<EventResult> {
    const { promise, resolve } = Promise.withResolvers<EventResult>();
    const messageId = textAt(message, ['event', 'header', 'messageId']) ?? '';
    const answer = (mood: Mood): void => resolve(answers[mood]);
    this.posts.push({ messageId, answer });
    this.most = Math.max(this.most, this.claimed.size);
    const mood = this.mood?.(this.#posted++);
    if (mood !== undefined) answer(mood);
    return promise;
  }

  #claim(events: number): ClaimedEvent[] {
    const next = this.queue.splice(0, events);
    for (const { id } of next) {
      if (this.claimed.has(id)) this.faults.push(`${id} is in flight already`);
      this.claimed.add(id);
    }
    return next;
  }

  #release(): void {
    this.releases += 1;
    if (this.claimed.size > 0) this.faults.push('The lane is given back while something is in flight');
  }

  #settle({ events, lane, claim, epoch, release }: Settlement): ReturnType<LaneStore['settle']> {
    if (epoch !== this.epoch) return Promise.resolve({ type: 'fenced' });
    for (const event of events) {
      if (!this.claimed.delete(event.id)) this.faults.push(`${event.id} is settled and was not in flight`);
      this.settled.push(event);
    }
    this.changes.push(lane);
    if (lane.type !== 'go-on' && claim > 0) this.faults.push('Something is claimed for a lane that stops');
    const next = this.#claim(claim);
    if (release && next.length === 0) this.#release();
    const parked = lane.type === 'park' && !this.overtaken;
    return Promise.resolve({ type: 'settled', next, ...(parked && { parked: true }) });
  }

  #lanes(): LaneStore {
    return {
      claimLanes: () => assert.fail('A turn claims no lanes'),
      renewLeases: () => assert.fail('A turn renews nothing'),
      nextDueAt: () => assert.fail('A turn does not ask for others'),
      readLane: () => assert.fail('A turn does not look at its lane'),
      resumeLane: () => assert.fail('A turn orders nothing'),
      dropLane: () => assert.fail('A turn orders nothing'),
      claimMore: async ({ events }) => ({ type: 'settled', next: this.#claim(events) }),
      settle: async settlement => this.#settle(settlement),
      releaseLane: async () => this.#release(),
    };
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `e-${index}`);
}

describe('LaneTurn', () => {
  it('sends a long queue with so many in flight as are allowed, each event once, and gives the lane back once', async () => {
    const lane = new Lane(names(40).map(report));
    lane.mood = () => 'accepted';
    await lane.begin().finish();
    assert.deepEqual(lane.settled.map(({ id }) => id).sort(), names(40).sort());
    assert.ok(lane.settled.every(({ result }) => result === 'delivered'));
    assert.equal(lane.most, deliveryDefaults.inFlight);
    assert.equal(lane.releases, 1);
  });

  it('lets others have their turn after 256 events', async () => {
    const lane = new Lane(names(600).map(report));
    lane.mood = () => 'accepted';
    await lane.begin().finish();
    assert.ok(lane.settled.length >= 256 && lane.settled.length <= 256 + deliveryDefaults.inFlight);
    assert.deepEqual([lane.claimed.size, lane.releases], [0, 1]);
  });

  it('posts nothing once its lease is over, because another runner may have parked the lane, and gives it back', async () => {
    const lane = new Lane(names(20).map(report));
    lane.mood = () => 'accepted';
    lane.leaseUntil = lane.clock.now();
    await lane.begin().finish();
    assert.deepEqual(lane.posts, []);
    assert.deepEqual(
      lane.settled.map(({ result }) => result),
      Array.from({ length: 8 }, () => 'pending'),
    );
    assert.equal(lane.releases, 1);
  });

  it('goes on beyond its first lease when that is prolonged', async () => {
    const lane = new Lane([report('e-1')]);
    lane.leaseUntil = lane.clock.now() + 1_000;
    const turn = lane.begin();
    await settle();
    turn.prolong(lane.clock.now() + 10_000);
    await lane.clock.advance(5_000);
    lane.queue.push(report('e-2'));
    turn.wake();
    await settle();
    assert.equal(lane.posts.length, 2);
    lane.mood = () => 'accepted';
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.equal(lane.settled.length, 2);
  });

  it('claims what was added when it is woken, as far as there is room', async () => {
    const lane = new Lane([report('e-1')]);
    const turn = lane.begin();
    await settle();
    lane.queue.push(...names(20).map(name => report(`later-${name}`)));
    turn.wake();
    turn.wake();
    await settle();
    assert.equal(lane.posts.length, deliveryDefaults.inFlight);
    lane.mood = () => 'accepted';
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.equal(lane.settled.length, 21);
  });

  it('keeps no room for what a question to the store did not bring', async () => {
    const lane = new Lane([report('e-1')]);
    const turn = lane.begin();
    await settle();
    for (let i = 0; i < 3; i++) turn.wake();
    await settle();
    lane.queue.push(...names(20).map(name => report(`later-${name}`)));
    turn.wake();
    await settle();
    assert.equal(lane.posts.length, deliveryDefaults.inFlight);
    turn.lose();
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
  });

  it('begins nothing more once it waits, and settles what is still out', async () => {
    const lane = new Lane(names(20).map(report));
    const turn = lane.begin();
    await settle();
    lane.mood = () => 'accepted';
    lane.posts[0]?.answer('busy');
    await settle();
    turn.wake();
    for (const { answer } of lane.posts.slice(1)) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual([lane.posts.length, lane.queue.length, lane.claimed.size], [8, 12, 0]);
    const last = lane.changes.at(-1);
    assert.ok(last?.type === 'wait' && last.failures === 0, 'it goes on waiting, but no failures in a row are left');
  });

  it('parks once, warns once, and puts back unsent what had not gone out yet', async () => {
    const lane = new Lane(names(3).map(report));
    const turn = lane.begin();
    await settle();
    for (const { answer } of lane.posts) answer('gone');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual(
      lane.changes.map(({ type }) => type),
      ['park', 'park', 'park'],
    );
    assert.equal(lane.log.lines.filter(({ message }) => message === 'A lane is parked').length, 1);
    assert.ok(lane.settled.every(({ result }) => result === 'pending'));
  });

  it('does not say that a lane is parked when a newer grant has overtaken the park', async () => {
    const lane = new Lane(names(3).map(report));
    lane.overtaken = true;
    const turn = lane.begin();
    await settle();
    for (const { answer } of lane.posts) answer('gone');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual(lane.log.lines, []);
    assert.equal(lane.posts.length, 3, 'nothing more is sent in this turn all the same');
  });

  it('writes nothing and gives nothing back once the lane is lost', async () => {
    const lane = new Lane(names(9).map(report));
    const turn = lane.begin();
    await settle();
    turn.lose();
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual([lane.settled, lane.releases, lane.queue.length], [[], 0, 1]);
  });

  it('gives up when somebody else has claimed the lane meanwhile', async () => {
    const lane = new Lane(names(9).map(report));
    const turn = lane.begin();
    await settle();
    lane.epoch = 2;
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual([lane.settled, lane.releases, lane.posts.length], [[], 0, 8]);
  });

  it('claims nothing more when it is to stop', async () => {
    const lane = new Lane(names(20).map(report));
    const turn = lane.begin();
    await settle();
    lane.stopping = true;
    lane.mood = () => 'accepted';
    for (const { answer } of lane.posts) answer('accepted');
    await turn.finish();
    assert.deepEqual(lane.faults, []);
    assert.deepEqual([lane.settled.length, lane.queue.length, lane.releases], [8, 12, 1]);
  });

  it('takes all catalogue events that could travel in one report', async () => {
    const lane = new Lane(names(300).map(name => claimedPut(name)));
    lane.mood = () => 'accepted';
    await lane.begin().finish();
    assert.deepEqual([lane.posts.length, lane.settled.length], [1, 300]);
  });

  it('tells the skill gate what the operator has to mend', async () => {
    const lane = new Lane([report('e-1')]);
    lane.mood = () => 'held';
    await lane.begin().finish();
    assert.deepEqual(lane.holds, ['insufficient-permission']);
  });

  it('settles every event that it has claimed exactly once, whatever is answered', async () => {
    const moods = fc.array(fc.constantFrom<Mood>('accepted', 'accepted', 'accepted', 'dead', 'busy', 'gone', 'held'), {
      minLength: 1,
    });
    const law = fc.asyncProperty(fc.nat(60), fc.nat(60), moods, async (reports, puts, said) => {
      const queue = [...names(reports).map(report), ...names(puts).map(name => claimedPut(`put-${name}`))];
      const lane = new Lane(queue);
      lane.mood = index => said[index % said.length] ?? 'accepted';
      await lane.begin().finish();
      assert.deepEqual(lane.faults, []);
      assert.equal(lane.claimed.size, 0, 'nothing is left in flight');
      assert.equal(lane.settled.length + lane.queue.length, queue.length, 'nothing is lost or settled twice');
      assert.equal(lane.releases, 1);
      const stopped = lane.changes.some(({ type }) => type !== 'go-on');
      if (!stopped) assert.equal(lane.queue.length, 0, 'a lane that goes on is emptied');
      const parked = lane.changes.findIndex(({ type }) => type === 'park');
      if (parked >= 0) assert.ok(lane.changes.slice(parked).every(({ type }) => type === 'park'));
      assert.ok(lane.posts.every(({ messageId }) => messageId !== ''));
      assert.equal(
        memberOf(
          lane.log.lines.find(({ level }) => level === 'error'),
          'message',
        ),
        undefined,
      );
    });
    await fc.assert(law, { numRuns: 60 });
  });
});
