import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.ts';
import {
  accept,
  claim,
  claimDue,
  idsOf,
  LEASE_MS,
  link,
  newEvent,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

/** What `claimLanes` and `claimMore` promise about order, priority, limits and expiry. */
export const claimCases: readonly ContractCase[] = [
  {
    title: 'claimLanes() hands out an event with everything that is known of it',
    async run(stage) {
      const { store, customer, at } = stage;
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at, region: 'EU', at, dueAt: at });
      const event = newEvent(customer, 'edge', { expiresAt: at + 1 });
      await accept(stage, event);
      const lane = await claimDue(stage);
      const claimed = { ...event, acceptedAt: at, tries: 0 };
      assert.deepEqual(lane, {
        customer,
        epoch: lane.epoch,
        generation: 1,
        region: 'EU',
        failures: 0,
        events: [claimed],
      });
      assert.equal((await store.readEvent(event.id))?.status, 'pending');
    },
  },
  {
    title: 'claimLanes() hands out the oldest event of each order key only',
    async run(stage) {
      await link(stage);
      const events = ['lamp-1', 'lamp-2', 'lamp-1', 'lamp-2', 'lamp-1'].map(endpointId =>
        newEvent(stage.customer, 'edge', { endpointId }),
      );
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      assert.deepEqual(idsOf(lane.events), idsOf(events.slice(0, 2)));
    },
  },
  {
    title: 'claimLanes() hands out reply before edge before level before catalogue, then by age',
    async run(stage) {
      await link(stage);
      const classes = ['catalogue', 'level', 'edge', 'reply', 'catalogue', 'level', 'edge', 'reply'] as const;
      const events = classes.map((eventClass, index) =>
        newEvent(stage.customer, eventClass, { endpointId: `lamp-${index}` }),
      );
      await accept(stage, ...events);
      const expected = [3, 7, 2, 6, 1, 5, 0, 4].map(index => events[index]?.id);
      const lane = await claimDue(stage, { events: 5 });
      assert.deepEqual(idsOf(lane.events), expected.slice(0, 5));
      const { store, customer, at } = stage;
      const more = await store.claimMore({ customer, epoch: lane.epoch, now: at, events: 2 });
      assert.deepEqual(more.type === 'settled' && idsOf(more.next), expected.slice(5, 7));
    },
  },
  {
    title: 'claimLanes() and claimMore() hand out together what was sent in one message, beyond what is asked for',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const draft = { type: 'put' } as const;
      const puts = ['a', 'b', 'c', 'd'].map(endpointId => newEvent(customer, 'catalogue', { endpointId, draft }));
      await accept(stage, ...puts);
      const first = await claimDue(stage);
      const [mine] = first.events;
      const again = (lane: typeof first) => ({
        events: lane.events.map((event, index) =>
          settledOf(event, index < 3 ? { result: 'pending', messageId: mine?.messageId ?? '' } : {}),
        ),
      });
      await settle(stage, first, { ...again(first), release: true });
      const lane = await claimDue(stage, { events: 1 });
      assert.deepEqual(idsOf(lane.events), idsOf(puts.slice(0, 3)));
      await settle(stage, lane, again(lane));
      const more = await store.claimMore({ customer, epoch: lane.epoch, now: at, events: 1 });
      assert.deepEqual(more.type === 'settled' && idsOf(more.next), idsOf(puts.slice(0, 3)));
    },
  },
  {
    title: 'claimLanes() hands out no more than asked for of messages that somebody made whole under one messageId',
    async run(stage) {
      await link(stage);
      const messageId = 'message-copied';
      const whole = ['a', 'b', 'c'].map(endpointId => newEvent(stage.customer, 'catalogue', { endpointId, messageId }));
      await accept(stage, ...whole);
      assert.deepEqual(idsOf((await claimDue(stage, { events: 1 })).events), idsOf(whole.slice(0, 1)));
    },
  },
  {
    title: 'claimLanes() lets no class overtake an older event of the same order key',
    async run(stage) {
      await link(stage);
      const older = newEvent(stage.customer, 'catalogue');
      await accept(stage, older, newEvent(stage.customer, 'edge'));
      assert.deepEqual(idsOf((await claimDue(stage)).events), [older.id]);
    },
  },
  {
    title: 'claimMore() never hands out a second event of an order key in flight',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      const ask = { customer, epoch: lane.epoch, now: at, events: 4 };
      assert.deepEqual(await store.claimMore(ask), { type: 'settled', next: [] });
      await settle(stage, lane, { events: [settledOf(lane.events[0] ?? newEvent(customer, 'edge'))] });
      const more = await store.claimMore(ask);
      assert.deepEqual(more.type === 'settled' && idsOf(more.next), [events[1]?.id]);
      assert.deepEqual(await store.claimMore(ask), { type: 'settled', next: [] });
    },
  },
  {
    title: 'claimLanes() reaches an urgent event behind a long backlog',
    async run(stage) {
      await link(stage);
      const backlog = Array.from({ length: 700 }, () => newEvent(stage.customer, 'edge'));
      const reply = newEvent(stage.customer, 'reply');
      await accept(stage, ...backlog, reply);
      assert.deepEqual(idsOf((await claimDue(stage)).events), [reply.id, backlog[0]?.id]);
    },
  },
  {
    title: 'claimLanes() claims as many lanes as asked, longest due first',
    async run({ store, customer, at }) {
      const customers = [3, 1, 2].map(late => `${customer}-${late}`);
      for (const [index, each] of customers.entries()) {
        const stage = { store, customer: each, at: at + (3 - index) };
        await link(stage);
        await accept(stage, newEvent(each, 'edge'));
      }
      const ask = { owner: 'runner-1', now: at + 10, leaseUntil: at + LEASE_MS, lanes: 2, events: 1 };
      const claimed = [await store.claimLanes(ask), await store.claimLanes(ask), await store.claimLanes(ask)];
      assert.deepEqual(
        claimed.map(lanes => lanes.map(lane => lane.customer)),
        [[`${customer}-2`, `${customer}-1`], [`${customer}-3`], []],
      );
    },
  },
  {
    title: 'claimLanes() expires an event at its time, says why, and hands out what comes behind it',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const late = newEvent(customer, 'edge', { expiresAt: at + 1000 });
      const last = newEvent(customer, 'edge', { expiresAt: at + 1001 });
      await accept(stage, late, last);
      const lane = await claimDue(stage, { now: at + 1000 });
      assert.deepEqual(idsOf(lane.events), [last.id]);
      const record = await store.readEvent(late.id);
      assert.equal(record?.status, 'expired');
      assert.equal(record.settledAt, at + 1000);
      assert.deepEqual(
        record.decisions.map(({ at: when, what }) => ({ when, what })),
        [{ when: at + 1000, what: 'expired' }],
      );
    },
  },
  {
    title: 'claimLanes() prefers what an expired event gives way to over what is less urgent',
    async run(stage) {
      const { customer, at } = stage;
      await link(stage);
      const other = newEvent(customer, 'catalogue', { endpointId: 'lamp-2' });
      const expired = newEvent(customer, 'catalogue', { expiresAt: at });
      const urgent = newEvent(customer, 'edge');
      await accept(stage, expired, other, urgent);
      assert.deepEqual(idsOf((await claimDue(stage, { events: 1 })).events), [urgent.id]);
    },
  },
  {
    title: 'claimLanes() turns a lane idle when everything in it has expired',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [
        newEvent(customer, 'edge', { expiresAt: at + 5 }),
        newEvent(customer, 'edge', { expiresAt: at + 6 }),
      ];
      await accept(stage, ...events);
      assert.equal(await claim(stage, { now: at + 6 }), undefined);
      assert.deepEqual(await statusesOf(store, ...events), ['expired', 'expired']);
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
    },
  },
  {
    title: 'claimLanes() works off any number of expired events, in as many calls as it takes',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const expired = Array.from({ length: 5000 }, () => newEvent(customer, 'edge', { expiresAt: at }));
      const last = newEvent(customer, 'edge');
      await accept(stage, ...expired, last);
      let lane = await claim(stage);
      for (let calls = 0; lane === undefined && calls < 20; calls++) {
        assert.equal(await store.nextDueAt(), at);
        lane = await claim(stage);
      }
      assert.deepEqual(idsOf(lane?.events ?? []), [last.id]);
    },
  },
  {
    title: 'claimLanes() expires nothing that is in flight',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge', { expiresAt: at + 5 });
      await accept(stage, event);
      const lane = await claimDue(stage);
      await store.claimMore({ customer, epoch: lane.epoch, now: at + 10, events: 1 });
      assert.deepEqual(await statusesOf(store, event), ['pending']);
    },
  },
  {
    title: 'claimLanes() hands the description of a put as it is at the claim',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      for (const description of ['{"a":1}', '{"a":2}']) {
        const announce = newEvent(customer, 'catalogue', { draft: { type: 'put' } });
        await store.putEndpoint({ customer, endpoint: { endpointId: 'lamp-1', description }, at, announce });
      }
      const [event] = (await claimDue(stage)).events;
      assert.equal(event?.description, '{"a":2}');
      assert.equal(event.shadow, undefined);
    },
  },
];
