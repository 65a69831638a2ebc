import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { countSeals, isUnfinished, type ResealProgress, resealAll, type SealAccess } from './reseal-all.ts';
import type { SealView } from './reseal-grants.ts';
import { KEY_BYTES, type SealingKeys } from './sealing-keys.ts';

const go = new AbortController().signal;

/** Grants in memory: the id of each one's key, `undefined` for unsealed; `lost` is a key that nobody has. */
class FakeGrants implements SealAccess {
  readonly keys: (string | undefined)[];
  pages = 0;
  onPage: () => void = () => {};

  constructor(keys: readonly (string | undefined)[]) {
    this.keys = [...keys];
  }

  async listSeals({ after, limit }: { after?: string | undefined; limit: number }) {
    const start = after === undefined ? 0 : Number(after) + 1;
    const end = start + limit;
    const items = this.keys.slice(start, end).map((key, i): SealView => viewOf(String(start + i), key));
    return end < this.keys.length ? { items, next: String(end - 1) } : { items };
  }

  async resealGrants(range: { after?: string | undefined; limit: number; current: string }) {
    this.pages += 1;
    const { items, ...rest } = await this.listSeals(range);
    const failed: { customer: string; code: 'sealing-key-unknown' }[] = [];
    let resealed = 0;
    for (const { customer, state } of items) {
      if (state === 'unknown') failed.push({ customer, code: 'sealing-key-unknown' });
      else if (this.keys[Number(customer)] !== range.current) {
        this.keys[Number(customer)] = range.current;
        resealed += 1;
      }
    }
    this.onPage();
    return { looked: items.length, resealed, failed, ...rest };
  }
}

function viewOf(customer: string, key: string | undefined): SealView {
  if (key === undefined) return { customer, state: 'unsealed' };
  return { customer, state: key === 'new' ? 'current' : key === 'lost' ? 'unknown' : 'older', key };
}

const key = new Secret(Buffer.alloc(KEY_BYTES).toString('base64'));
const keys: SealingKeys = { current: 'new', keys: ['old', 'older', 'new'].map(id => ({ id, key })) };
const many = Array.from({ length: 1_201 }, (_, i) => ['old', 'new', undefined, 'older'][i % 4]);

describe('countSeals()', () => {
  it('counts all grants over all pages, by key', async () => {
    const count = await countSeals(new FakeGrants([...many, 'lost']), keys);
    const older = { old: 301, older: 300 };
    assert.deepEqual(count, { total: 1_202, current: 300, unsealed: 300, older, unknown: { lost: 1 } });
    assert.equal(isUnfinished(count), true);
  });

  it('finds nothing to finish where every grant has the current key, or one that nobody has', async () => {
    assert.equal(isUnfinished(await countSeals(new FakeGrants(['new', 'lost']), keys)), false);
    assert.equal(isUnfinished(await countSeals(new FakeGrants([]), keys)), false);
  });
});

describe('countSeals() beside a relay that has not read the newest key yet', () => {
  it('goes by the key file', async () => {
    const items: SealView[] = [{ customer: 'c-1', state: 'current', key: 'old' }];
    const count = await countSeals({ listSeals: async () => ({ items }) }, keys);
    assert.deepEqual([count.current, count.older], [0, { old: 1 }]);
  });
});

describe('resealAll()', () => {
  it('seals all with the current key, tells how far it is, and goes through once more to be sure', async () => {
    const grants = new FakeGrants(many);
    const told: ResealProgress[] = [];
    const end = await resealAll(grants, { current: 'new', signal: go, onProgress: one => told.push(one) });
    assert.deepEqual(end, { done: true, resealed: 901, failed: [] });
    assert.deepEqual(
      told.map(({ looked }) => looked),
      [500, 1_000, 1_201, 500, 1_000, 1_201],
    );
    assert.ok(grants.keys.every(key => key === 'new'));
  });

  it('seals what a relay writes with the older key meanwhile', async () => {
    const grants = new FakeGrants(['old', 'old']);
    grants.onPage = () => {
      if (grants.pages === 1) grants.keys[0] = 'old';
    };
    const end = await resealAll(grants, { current: 'new', signal: go, onProgress: () => {} });
    assert.deepEqual([end.resealed, grants.keys, grants.pages], [3, ['new', 'new'], 3]);
  });

  it('ends although a relay never learns the newer key', async () => {
    const grants = new FakeGrants(['old']);
    grants.onPage = () => {
      grants.keys[0] = 'old';
    };
    await resealAll(grants, { current: 'new', signal: go, onProgress: () => {} });
    assert.equal(grants.pages, 5);
  });

  it('names each grant that does not open once', async () => {
    const grants = new FakeGrants(['old', 'lost']);
    const { failed, resealed } = await resealAll(grants, { current: 'new', signal: go, onProgress: () => {} });
    assert.deepEqual([failed, resealed], [[{ customer: '1', code: 'sealing-key-unknown' }], 1]);
  });

  it('stops between two pages, and goes on when it is begun anew', async () => {
    const grants = new FakeGrants(many);
    const stop = new AbortController();
    grants.onPage = () => stop.abort();
    const end = await resealAll(grants, { current: 'new', signal: stop.signal, onProgress: () => {} });
    assert.deepEqual([end.done, grants.pages], [false, 1]);
    const rest = await resealAll(grants, { current: 'new', signal: go, onProgress: () => {} });
    assert.deepEqual([rest.done, end.resealed + rest.resealed], [true, 901]);
  });
});
