import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer, EventResult, Outcome, RegionAnswer } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { type Region, scopeTokenOf, textAt } from '@gatehouse/protocol';
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { deliveryDefaults } from '../config/delivery-config.ts';
import type { TokenResult } from '../grant/token-result.ts';
import type { SendEnd } from '../rate/send-gate.ts';
import { claimedEvent, claimedPut, sampleOf, shadowProperty } from '../test/claimed-event.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryLane } from './delivery-lane.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { type DeliveryResult, type DeliveryTools, sendDelivery } from './send-delivery.ts';

const ACCEPTED: EventResult = said(202, { type: 'accepted' });
const INVALID: EventResult = said(400, { type: 'dead', reason: 'invalid-request' });
const EXPIRED_TOKEN: EventResult = said(401, { type: 'refresh' });
const DISABLED: EventResult = said(403, { type: 'relocate', reason: 'disabled' });
const STAGE_CHANGED: EventResult = said(404, { type: 'park', reason: 'stage-changed' });
const TOO_LARGE: EventResult = said(413, { type: 'split' });
const BUSY: EventResult = said(429, { type: 'again', reason: 'throttled' });

function said(status: number, outcome: Outcome): EventResult {
  const answer: Answer = { type: 'answered', status, tookMs: 1 };
  return { answer, outcome };
}

function tokenOf(generation: number, text = `gatehouse-secret-${generation}`): TokenResult {
  return { type: 'token', token: new Secret(text), generation };
}

/** What was posted: to whom, with which token, under which messageId. */
interface Post {
  readonly region: Region;
  readonly token: string;
  readonly messageId: string;
  readonly unsentAfterMs: number | undefined;
}

/** Both ends of one delivery, scripted: each answer is used once, the last one for ever. */
class Script {
  readonly clock: VirtualClock = createVirtualClock();
  readonly posts: Post[] = [];
  readonly corrections: { generation: number; region: Region }[] = [];
  readonly lane: DeliveryLane;
  readonly abort = new AbortController();
  answers: (EventResult | (() => EventResult))[] = [ACCEPTED];
  tokens: TokenResult[] = [tokenOf(1)];
  fresh: TokenResult[] = [tokenOf(1, 'gatehouse-secret-fresh')];
  region: RegionAnswer = { type: 'resolved', region: 'NA', candidates: ['NA'], tookMs: 1 };
  linkedAt = 0;
  /** What the permits were done with, and what the gate says. */
  readonly done: SendEnd[] = [];
  enter: DeliveryTools['gate']['enter'] = async () => ({ type: 'send', done: end => this.done.push(end) });
  /** What was counted, in order. */
  readonly counted: unknown[] = [];
  /** The store fails when it is asked for the customer. */
  failReading = false;

  constructor(lane: Partial<DeliveryLane> = {}) {
    const idle = {
      customer: 'c-1',
      generation: 1,
      region: 'NA' as const,
      failures: 0,
      slow: 0,
      closed: false,
      leaseUntil: Number.POSITIVE_INFINITY,
    };
    this.lane = { ...idle, regionAsk: undefined, ...lane };
  }

  send(delivery: Delivery): Promise<DeliveryResult> {
    return sendDelivery(delivery, this.lane, this.#tools());
  }

  #tools(): DeliveryTools {
    const link = { state: 'active' as const, since: this.linkedAt };
    return {
      clock: this.clock,
      random: createSeededRandom(3),
      config: deliveryDefaults,
      gate: { enter: this.enter },
      signal: this.abort.signal,
      metrics: {
        noteAttempt: attempt => this.counted.push(attempt),
        noteVerdict: verdict => this.counted.push(verdict),
        noteDelivered: delivered => this.counted.push(delivered),
      },
      events: {
        sendEvent: async ({ region, token, body, unsentAfterMs }) => {
          const message: unknown = JSON.parse(body);
          assert.equal(scopeTokenOf(message), token.reveal());
          const messageId = textAt(message, ['event', 'header', 'messageId']) ?? '';
          this.posts.push({ region, token: token.reveal(), messageId, unsentAfterMs });
          const answer = next(this.answers);
          return typeof answer === 'function' ? answer() : answer;
        },
        resolveRegion: async () => this.region,
        close: async () => {},
      },
      grants: {
        acceptGrant: () => assert.fail('A delivery takes no grant'),
        importGrant: () => assert.fail('A delivery takes no grant'),
        forgetGrant: () => assert.fail('A delivery forgets no grant'),
        stop: () => assert.fail('A delivery stops nothing'),
        resolveToken: async () => next(this.tokens),
        replaceToken: async () => next(this.fresh),
      },
      store: {
        readCustomer: async customer => {
          if (this.failReading) throw new TypeError('The disk is full');
          return { customer, generation: 1, link };
        },
        listCustomers: () => assert.fail('A delivery lists no customers'),
        correctRegion: async ({ generation, region }) => void this.corrections.push({ generation, region }),
      },
    };
  }
}

function next<T>(items: T[]): T {
  const [first] = items.length > 1 ? items.splice(0, 1) : items;
  return first ?? assert.fail('The script is empty');
}

function planned(events: Parameters<typeof planDeliveries>[0]): Delivery {
  const [delivery] = planDeliveries(events, 0).deliveries;
  return delivery ?? assert.fail('Nothing was planned');
}

const shadow = [shadowProperty('Power', { current: sampleOf('ON', 1) })];

/** A report of a lamp, sent `tries` times before. */
function report(more: { tries?: number; expiresAt?: number } = {}): Delivery {
  return planned([claimedEvent({ shadow, ...more })]);
}

function ended(result: DeliveryResult): Extract<DeliveryResult, { type: 'ended' }> {
  assert.equal(result.type, 'ended');
  return result;
}

describe('sendDelivery()', () => {
  it('settles what is accepted as delivered, with what Alexa has by it, and ends the failures in a row', async () => {
    const script = new Script({ failures: 3 });
    const { events, lane } = ended(await script.send(report()));
    assert.deepEqual([events[0]?.result, events[0]?.reported?.[0]?.sample.value], ['delivered', 'ON']);
    assert.deepEqual([lane, script.lane.failures], [{ type: 'go-on' }, 0]);
    assert.deepEqual(events[0]?.attempts, [
      { at: script.clock.now(), messageId: 'message-1', region: 'NA', status: 202, tookMs: 1, outcome: 'accepted' },
    ]);
  });

  it('sends once more with a fresh token, as the same message, and not a third time', async () => {
    const script = new Script();
    script.answers = [EXPIRED_TOKEN];
    const { events, lane } = ended(await script.send(report()));
    assert.deepEqual(
      script.posts.map(({ token, messageId }) => [token, messageId]),
      [
        ['gatehouse-secret-1', 'message-1'],
        ['gatehouse-secret-fresh', 'message-1'],
      ],
    );
    assert.deepEqual([events[0]?.result, lane.type, lane.type === 'park' && lane.link], ['pending', 'park', 'lost']);
  });

  it('parks the grant whose token was refused, not a newer one that another delivery has come to know', async () => {
    const script = new Script();
    script.answers = [
      () => {
        script.lane.generation = 2;
        return STAGE_CHANGED;
      },
    ];
    const { lane } = ended(await script.send(report()));
    assert.deepEqual([lane.type, lane.type === 'park' && lane.generation], ['park', 1]);
  });

  it('parks the newer grant when it is the one that was refused', async () => {
    const script = new Script();
    script.tokens = [tokenOf(2)];
    script.answers = [STAGE_CHANGED];
    const { lane } = ended(await script.send(report()));
    assert.deepEqual([lane.type === 'park' && lane.generation, script.lane.generation], [2, 2]);
  });

  it('parks the grant that turned out to be lost', async () => {
    const script = new Script();
    script.tokens = [{ type: 'lost', generation: 3 }];
    const { lane, events } = ended(await script.send(report()));
    assert.deepEqual([lane.type === 'park' && lane.generation, events[0]?.result], [3, 'pending']);
    assert.deepEqual(script.posts, []);
  });

  it('corrects the region under the grant that was asked with', async () => {
    const script = new Script();
    script.answers = [
      () => {
        script.lane.generation = 2;
        return DISABLED;
      },
      ACCEPTED,
    ];
    script.region = { type: 'resolved', region: 'EU', candidates: ['EU'], tookMs: 1 };
    assert.equal(ended(await script.send(report())).events[0]?.result, 'delivered');
    assert.deepEqual(script.corrections, [{ generation: 1, region: 'EU' }]);
    assert.deepEqual(
      script.posts.map(({ region }) => region),
      ['NA', 'EU'],
    );
  });

  it('asks for a region that nobody knows before it sends', async () => {
    const script = new Script({ region: undefined });
    script.region = { type: 'resolved', region: 'FE', candidates: ['FE'], tookMs: 1 };
    const { events } = ended(await script.send(report()));
    assert.equal(script.posts[0]?.region, 'FE');
    assert.deepEqual(
      events[0]?.decisions.map(({ what }) => what),
      ['region', 'delivered'],
    );
  });

  it('sends nothing once the time of the event is over, however late that shows', async () => {
    const script = new Script();
    const delivery = report({ expiresAt: script.clock.now() });
    const { events, lane } = ended(await script.send(delivery));
    assert.deepEqual([events[0]?.result, lane, script.posts], ['expired', { type: 'go-on' }, []]);
  });

  it('lets a message wait for a connection as long as its event lives, and without end when it does not age', async () => {
    const script = new Script();
    await script.send(report({ expiresAt: script.clock.now() + 700 }));
    await script.send(report());
    assert.deepEqual(
      script.posts.map(({ unsentAfterMs }) => unsentAfterMs),
      [700, undefined],
    );
  });

  for (const [what, stop] of [
    ['the lane is closed', (script: Script): unknown => Object.assign(script.lane, { closed: true })],
    ['the lease is over', (script: Script): unknown => Object.assign(script.lane, { leaseUntil: script.clock.now() })],
    ['the drain time is over', (script: Script): unknown => script.abort.abort()],
  ] as const) {
    it(`puts the event back as it was when ${what}`, async () => {
      const script = new Script();
      stop(script);
      const { events, lane } = ended(await script.send(report({ tries: 2 })));
      assert.deepEqual(script.posts, []);
      assert.deepEqual([events[0]?.result, events[0]?.messageId, lane], ['pending', 'message-1', { type: 'go-on' }]);
      assert.deepEqual([events[0]?.attempts, events[0]?.decisions], [[], []]);
    });
  }

  it('gives the message a new name when its resends are used up and it was the token that was refused', async () => {
    const script = new Script();
    script.answers = [EXPIRED_TOKEN, ACCEPTED];
    const { events } = ended(await script.send(report({ tries: 3 })));
    const [first, second] = script.posts.map(({ messageId }) => messageId);
    assert.equal(first, 'message-1');
    assert.notEqual(second, 'message-1');
    assert.deepEqual([events[0]?.result, events[0]?.messageId], ['delivered', second]);
  });

  it('waits with a busy gateway, and says until when', async () => {
    const script = new Script({ failures: 1 });
    script.answers = [BUSY];
    const { events, lane } = ended(await script.send(report()));
    assert.equal(events[0]?.result, 'pending');
    assert.ok(lane.type === 'wait' && lane.failures === 2);
    assert.ok(lane.dueAt >= script.clock.now() + 2_000, 'the second failure in a row waits twice as long');
  });

  for (const [what, refused] of [
    ['too large', TOO_LARGE],
    ['not valid', INVALID],
  ] as const) {
    it(`halves a report of several endpoints that is ${what}, each half under a name of its own`, async () => {
      const script = new Script();
      script.answers = [refused];
      const whole = planned(['a', 'b', 'c'].map(id => claimedPut(id)));
      const result = await script.send(whole);
      assert.ok(result.type === 'split');
      const [left, right] = result.parts;
      assert.deepEqual(
        [left, right].map(part => part.events.map(({ endpointId }) => endpointId)),
        [['a', 'b'], ['c']],
      );
      assert.equal(new Set([whole, left, right].map(({ messageId }) => messageId)).size, 3);
      for (const part of [left, right]) assert.deepEqual([part.tries, part.attempts.length, part.halved], [0, 1, true]);
    });
  }

  it('puts the event back when the store fails before it is sent, and decides nothing', async () => {
    const script = new Script({ region: undefined });
    script.corrections.push = () => {
      throw new TypeError('The disk is full');
    };
    const result = ended(await script.send(report()));
    assert.deepEqual(script.posts, []);
    assert.ok(result.error instanceof TypeError);
    assert.deepEqual([result.events[0]?.result, result.events[0]?.attempts], ['pending', []]);
    assert.ok(result.lane.type === 'wait' && result.lane.dueAt > script.clock.now());
  });

  it('forgets no send when the store fails after it: a messageId leaves at most four times', async () => {
    const script = new Script();
    script.answers = [DISABLED];
    script.failReading = true;
    const { events, lane } = ended(await script.send(report()));
    assert.equal(script.posts.length, 1);
    assert.deepEqual([events[0]?.result, events[0]?.messageId], ['pending', 'message-1']);
    assert.deepEqual(
      events[0]?.attempts.map(({ status, outcome }) => [status, outcome]),
      [[403, 'relocate']],
    );
    assert.equal(lane.type, 'wait');
  });

  it('counts each send, each verdict once, and each event of a message that Alexa has accepted', async () => {
    const script = new Script();
    script.answers = [EXPIRED_TOKEN, ACCEPTED];
    const acceptedAt = script.clock.now() - 1_500;
    await script.send(planned(['a', 'b'].map(id => claimedPut(id, { acceptedAt }))));
    const delivered = { class: 'catalogue', region: 'NA', tookMs: 1_500 };
    assert.deepEqual(script.counted, [
      { class: 'catalogue', region: 'NA', tookMs: 1, status: 401, outcome: 'refresh' },
      { class: 'catalogue', verdict: 'refresh' },
      { class: 'catalogue', region: 'NA', tookMs: 1, status: 202, outcome: 'accepted' },
      { class: 'catalogue', verdict: 'delivered' },
      delivered,
      delivered,
    ]);
  });

  it('counts no delivery when the message was refused, and no verdict when the store failed', async () => {
    const refused = new Script();
    refused.answers = [INVALID];
    await refused.send(report());
    assert.deepEqual(refused.counted, [
      { class: 'level', region: 'NA', tookMs: 1, status: 400, outcome: 'dead' },
      { class: 'level', verdict: 'dead' },
    ]);
    const broken = new Script({ region: undefined });
    broken.corrections.push = () => {
      throw new TypeError('The disk is full');
    };
    await broken.send(report());
    assert.deepEqual(broken.counted, []);
  });
});
