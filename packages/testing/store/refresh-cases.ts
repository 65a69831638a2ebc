import assert from 'node:assert/strict';
import type { StoredGrant } from '@gatehouse/relay/store';
import type { ContractCase } from './contract-case.ts';
import { accept, claim, claimDue, idsOf, link, newEvent, settle, settledOf, statusesOf } from './store-fixture.ts';

const refreshing: readonly ContractCase[] = [
  {
    title: 'claimRefresh() lets one owner at a time refresh, until the claim ends',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const ask = { customer, generation: 1, owner: 'one', now: at, until: at + 100 };
      assert.equal(await store.claimRefresh(ask), 'claimed');
      assert.equal(await store.claimRefresh({ ...ask, owner: 'two' }), 'taken');
      assert.equal(await store.claimRefresh({ ...ask, now: at + 50, until: at + 150 }), 'claimed');
      assert.equal(await store.claimRefresh({ ...ask, owner: 'two', now: at + 149 }), 'taken');
      const late = { ...ask, owner: 'two', now: at + 150, until: at + 300 };
      assert.equal(await store.claimRefresh(late), 'claimed');
      await store.releaseRefresh({ customer, owner: 'one' });
      assert.equal(await store.claimRefresh({ ...ask, now: at + 160 }), 'taken');
      await store.releaseRefresh({ customer, owner: 'two' });
      assert.equal(await store.claimRefresh({ ...ask, now: at + 160 }), 'claimed');
    },
  },
  {
    title: 'claimRefresh() answers gone for a grant that is not there or of another generation',
    async run(stage) {
      const { store, customer, at } = stage;
      const ask = { customer, generation: 1, owner: 'one', now: at, until: at + 100 };
      assert.equal(await store.claimRefresh(ask), 'gone');
      await link(stage);
      assert.equal(await store.claimRefresh({ ...ask, generation: 2 }), 'gone');
      assert.equal(await store.claimRefresh(ask), 'claimed');
      await link(stage);
      assert.equal(await store.claimRefresh(ask), 'gone');
      assert.equal(await store.claimRefresh({ ...ask, generation: 2, owner: 'two' }), 'claimed');
      await store.deleteGrant({ customer, at });
      assert.equal(await store.claimRefresh({ ...ask, generation: 2, owner: 'two' }), 'gone');
      await store.releaseRefresh({ customer, owner: 'two' });
    },
  },
];

const forgetting: readonly ContractCase[] = [
  {
    title: 'deleteGrant() forgets the tokens, holds the lane and counts the generation on',
    async run(stage) {
      const { store, customer, at } = stage;
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at, region: 'EU', at, dueAt: at });
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      assert.equal(await store.deleteGrant({ customer, at: at + 5 }), true);
      assert.equal(await store.readGrant(customer), undefined);
      const none = { customer, region: 'EU', generation: 2, link: { state: 'none', since: at + 5 } };
      assert.deepEqual(await store.readCustomer(customer), none);
      const held = { state: 'held', reason: 'no-grant', queued: 1, oldestAt: at };
      assert.deepEqual(await store.readLane(customer), held);
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
      assert.equal(await store.deleteGrant({ customer, at }), false);
      assert.deepEqual(await store.readCustomer(customer), none);
      const rotated = { customer, generation: 1, tokens: 'late', expiresAt: at };
      assert.equal(await store.rotateGrant(rotated), false);
      assert.equal(await store.rotateGrant({ ...rotated, generation: 2 }), false);
      assert.equal(await link(stage), 3);
      assert.deepEqual(idsOf((await claimDue(stage)).events), [event.id]);
    },
  },
  {
    title: 'deleteGrant() sends nothing more of a lane that is held by a runner, and ignores what it says of the link',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [newEvent(customer, 'edge'), newEvent(customer, 'edge', { endpointId: 'lamp-2' })];
      await accept(stage, ...events);
      const lane = await claimDue(stage, { events: 1 });
      await store.deleteGrant({ customer, at });
      const more = { customer, epoch: lane.epoch, now: at, events: 4 };
      assert.deepEqual(await store.claimMore(more), { type: 'settled', next: [] });
      const park = { type: 'park', generation: 1, link: 'lost', reason: 'Lost', remedy: 'Link again' } as const;
      const back = lane.events.map(event => settledOf(event, { result: 'pending' }));
      assert.deepEqual(await settle(stage, lane, { events: back, lane: park, claim: 4 }), []);
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.equal((await store.readCustomer(customer))?.link.state, 'none');
      assert.equal((await store.readLane(customer)).state, 'held');
      assert.deepEqual(await statusesOf(store, ...events), ['pending', 'pending']);
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
    },
  },
  {
    title: 'deleteGrant() of a lane without work holds what is accepted next',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await store.deleteGrant({ customer, at });
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal((await store.readLane(customer)).state, 'held');
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
    },
  },
];

const sealing: readonly ContractCase[] = [
  {
    title: 'listGrants() answers every grant once, page by page',
    async run({ store, customer, at }) {
      const customers = Array.from({ length: 7 }, (_, index) => `${customer}-${index}`);
      for (const each of customers) {
        await store.putGrant({ customer: each, tokens: `sealed ${each}`, expiresAt: at, region: 'FE', at, dueAt: at });
      }
      await store.deleteGrant({ customer: customers[3] ?? '', at });
      const listed: StoredGrant[] = [];
      for (let after: string | undefined, pages = 0; pages < 1000; pages++) {
        const page = await store.listGrants({ limit: 2, ...(after !== undefined && { after }) });
        assert.ok(page.items.length <= 2);
        listed.push(...page.items);
        after = page.next;
        if (after === undefined) break;
      }
      assert.equal(new Set(listed.map(grant => grant.customer)).size, listed.length);
      const ours = listed.filter(grant => customers.includes(grant.customer));
      assert.deepEqual(
        ours.sort((a, b) => (a.customer < b.customer ? -1 : 1)),
        customers
          .filter((_, index) => index !== 3)
          .map(each => ({ customer: each, tokens: `sealed ${each}`, expiresAt: at, region: 'FE', generation: 1 })),
      );
    },
  },
  {
    title: 'resealGrant() replaces exactly the text that it was made from',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const ask = { customer, generation: 1, before: 'sealed', tokens: 'sealed anew' };
      assert.equal(await store.resealGrant({ ...ask, before: 'other' }), false);
      assert.equal(await store.resealGrant({ ...ask, generation: 2 }), false);
      assert.equal(await store.resealGrant(ask), true);
      const stored = { customer, generation: 1, tokens: 'sealed anew', expiresAt: at + 3_600_000 };
      assert.deepEqual(await store.readGrant(customer), stored);
      assert.equal(await store.resealGrant(ask), false);
      await link(stage);
      assert.equal(await store.resealGrant(ask), false);
      assert.equal((await store.readGrant(customer))?.tokens, 'sealed');
    },
  },
];

/** What is promised about refreshes, forgotten grants and new seals. */
export const refreshCases: readonly ContractCase[] = [...refreshing, ...forgetting, ...sealing];
