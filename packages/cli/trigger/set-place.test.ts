import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkPlace, listPlaces, parseSetting, readAs, readPlace, setPlace } from './set-place.ts';

const value = { state: { status: 'A', tags: ['x'] }, list: [{ score: 1 }, { score: 2 }], empty: {} };

describe('parseSetting()', () => {
  it('cuts at the first equals sign', () => {
    assert.deepEqual(parseSetting('a.b=c=d'), { path: 'a.b', text: 'c=d' });
    assert.deepEqual(parseSetting('a='), { path: 'a', text: '' });
  });

  for (const given of ['a', '', '=b']) {
    it(`refuses "${given}"`, () => {
      assert.throws(() => parseSetting(given), { code: 'wrong-usage', message: /allowed is PATH=VALUE/ });
    });
  }
});

describe('listPlaces()', () => {
  it('names each value, into lists of objects, and a list of texts as a whole', () => {
    assert.deepEqual(listPlaces(value), ['state.status', 'state.tags', 'list.0.score', 'list.1.score']);
  });
});

describe('setPlace()', () => {
  it('changes one place and leaves the value that it got alone', () => {
    const before = structuredClone(value);
    const after = setPlace(value, 'list.1.score', 9);
    assert.deepEqual(after, { ...value, list: [{ score: 1 }, { score: 9 }] });
    assert.deepEqual(value, before);
  });

  it('makes the objects on the way', () => {
    assert.deepEqual(setPlace({}, 'a.b.c', 1), { a: { b: { c: 1 } } });
  });

  it('sets what readPlace() reads, for each place of whatever object', () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    const { tree } = fc.letrec(tie => ({
      leaf: fc.oneof(fc.integer(), fc.string()),
      tree: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('tree')), { minKeys: 1 }),
    }));
    fc.assert(
      fc.property(tree, fc.integer(), (object, set) => {
        for (const place of listPlaces(object)) {
          const after = setPlace(object, place, set);
          assert.equal(readPlace(after, place), set);
          const others = listPlaces(object).filter(one => one !== place);
          for (const other of others) assert.deepEqual(readPlace(after, other), readPlace(object, other));
        }
      }),
    );
  });
});

describe('readAs()', () => {
  it('reads a text as the kind of value that stands there', () => {
    assert.deepEqual(readAs(['x'], 'a, b'), ['a', 'b']);
    assert.equal(readAs(1, '2.5'), 2.5);
    assert.equal(readAs(true, 'false'), false);
    assert.equal(readAs('x', '2'), '2');
    assert.equal(readAs(undefined, '2'), '2');
  });

  it('leaves what cannot be read so to the rules', () => {
    assert.equal(readAs(1, 'many'), 'many');
    assert.equal(readAs(1, ''), '');
    assert.equal(readAs(true, 'yes'), 'yes');
  });
});

describe('checkPlace()', () => {
  it('refuses a path that is not allowed, and names the nearest', () => {
    const allowed = ['state.status', 'order.seller.name'];
    checkPlace('state.status', { name: 'order-shipped', allowed });
    assert.throws(() => checkPlace('stat.status', { name: 'order-shipped', allowed }), {
      code: 'wrong-usage',
      message: /which order-shipped does not have; "state\.status" may be meant; allowed are state\.status, order/,
    });
  });
});
