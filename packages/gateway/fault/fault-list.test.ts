import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { StateRecord } from '../record/state-record.ts';
import type { FaultMatch, FaultRule, FaultTarget, FaultWhen } from './fault.ts';
import { FaultList } from './fault-list.ts';

const target: FaultTarget = {
  path: '/v3/events',
  region: 'NA',
  skillId: 'skill-1',
  userId: 'user-1',
  kind: 'ChangeReport',
  endpointId: 'lamp-1',
};

function listOf(...rules: readonly FaultRule[]): FaultList {
  const faults = new FaultList();
  faults.put(rules);
  return faults;
}

/** Which of so many requests a rule alone hits, the first being 1. */
function hitsOf(rule: Omit<FaultRule, 'do'>, count: number): number[] {
  const faults = listOf({ do: { status: 500 }, ...rule });
  return Array.from({ length: count }, (_, index) => index + 1).filter(() => faults.claim(target) !== undefined);
}

describe('FaultList.claim() by match', () => {
  const matching: readonly (readonly [FaultMatch | undefined, boolean])[] = [
    [undefined, true],
    [{}, true],
    [{ path: '/v3/events' }, true],
    [{ path: '/v3/events/' }, true],
    [{ path: '/v3' }, false],
    [{ region: 'EU' }, false],
    [{ skillId: 'skill-1', userId: 'user-1', kind: 'ChangeReport', endpointId: 'lamp-1', region: 'NA' }, true],
    [{ skillId: 'skill-2' }, false],
    [{ userId: 'user-2' }, false],
    [{ kind: 'Response' }, false],
    [{ endpointId: 'lamp-2' }, false],
  ];
  for (const [match, hit] of matching) {
    it(`${hit ? 'hits' : 'spares'} by ${JSON.stringify(match)}`, () => {
      const rule = { do: { status: 500 }, ...(match !== undefined && { match }) };
      assert.equal(listOf(rule).claim(target) !== undefined, hit);
    });
  }

  it('takes both spellings of the token endpoint as one path', () => {
    const faults = listOf({ match: { path: '/auth/o2/token' }, do: { status: 500 } });
    assert.equal(faults.claim({ path: '/auth/O2/token', region: 'EU' })?.index, 0);
  });

  it('spares a request that does not say what the rule asks for', () => {
    const faults = listOf({ match: { skillId: 'skill-1' }, do: { status: 500 } });
    assert.equal(faults.claim({ path: '/v3/events', region: 'NA' }), undefined);
  });
});

describe('FaultList.claim() by when', () => {
  const cases: readonly (readonly [FaultWhen, readonly number[]])[] = [
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ nth: 1 }, [1]],
    [{ nth: 3 }, [3]],
    [{ after: 2 }, [3, 4, 5, 6]],
    [{ count: 2 }, [1, 2]],
    [{ count: 0 }, []],
    [{ after: 1, count: 3 }, [2, 3, 4]],
    [{ nth: 2, after: 2 }, []],
    [{ probability: 0 }, []],
    [{ probability: 1 }, [1, 2, 3, 4, 5, 6]],
  ];
  for (const [when, hit] of cases) {
    it(`hits ${hit.join(', ') || 'nothing'} by ${JSON.stringify(when)}`, () => {
      assert.deepEqual(hitsOf({ when }, 6), hit);
    });
  }

  it('tosses by the seed: the same seed hits the same requests, also after another PUT', () => {
    const when = { probability: 0.5 };
    const faults = listOf({ do: { status: 500 }, when, seed: 7 });
    const toss = (): boolean[] => Array.from({ length: 40 }, () => faults.claim(target) !== undefined);
    const first = toss();
    faults.put([{ do: { status: 500 }, when, seed: 7 }]);
    assert.deepEqual(toss(), first);
    assert.ok(first.includes(true) && first.includes(false));
    assert.notDeepEqual(hitsOf({ when, seed: 8 }, 40), hitsOf({ when, seed: 7 }, 40));
    assert.deepEqual(hitsOf({ when }, 40), hitsOf({ when, seed: 1 }, 40));
  });

  it('hits about as often as the probability says', () => {
    const hits = hitsOf({ when: { probability: 0.2 }, seed: 3 }, 10_000).length;
    assert.ok(hits > 1_800 && hits < 2_200, String(hits));
  });
});

const whens = fc.record(
  {
    nth: fc.integer({ min: 1, max: 10 }),
    count: fc.nat(5),
    after: fc.nat(5),
    probability: fc.constantFrom(0, 0.3, 0.7, 1),
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe('FaultList laws', () => {
  it('lets only the first rule that fires hit, and every rule count what matches it', () => {
    fc.assert(
      fc.property(fc.array(whens, { maxLength: 4 }), fc.nat(20), (list, requests) => {
        const faults = listOf(...list.map(when => ({ do: { status: 500 }, when })));
        const claimed = Array.from({ length: requests }, () => faults.claim(target)?.index);
        for (const [index, { matched, hit }] of faults.list().entries()) {
          assert.equal(matched, requests);
          assert.equal(hit, claimed.filter(by => by === index).length);
        }
      }),
    );
  });

  it('decides as if it were alone, as long as no count depends on the hits', () => {
    fc.assert(
      fc.property(fc.array(whens, { minLength: 1, maxLength: 4 }), list => {
        const uncounted = list.map(({ count: _, ...when }) => when);
        const faults = listOf(...uncounted.map(when => ({ do: { status: 500 }, when })));
        const alone = uncounted.map(when => new Set(hitsOf({ when }, 12)));
        for (let number = 1; number <= 12; number++) {
          const first = alone.findIndex(hits => hits.has(number));
          assert.equal(faults.claim(target)?.index, first < 0 ? undefined : first);
        }
      }),
    );
  });

  it('goes on after a restart as if there had been none', () => {
    fc.assert(
      fc.property(fc.array(whens, { maxLength: 12 }), fc.nat(8), (list, before) => {
        const records = new Map<string, StateRecord>();
        const faults = new FaultList((kind, key, value) => {
          if (value === undefined) records.delete(key);
          else records.set(key, { kind, key, value: JSON.parse(JSON.stringify(value)) });
        });
        faults.put([...list, {}].map(when => ({ do: { status: 500 }, when })));
        faults.put(list.map(when => ({ do: { status: 500 }, when })));
        for (let count = 0; count < before; count++) faults.claim(target);
        assert.deepEqual([...records.values()], JSON.parse(JSON.stringify([...faults.records()])));
        const restored = new FaultList();
        for (const key of [...records.keys()].sort()) restored.restore(records.get(key) as StateRecord);
        for (let count = 0; count < 8; count++) assert.deepEqual(restored.claim(target), faults.claim(target));
        assert.deepEqual(restored.list(), faults.list());
      }),
    );
  });

  it('forgets everything with reset()', () => {
    const faults = listOf({ do: { status: 500 } });
    faults.reset();
    assert.deepEqual([faults.isEmpty, faults.list(), [...faults.records()]], [true, [], []]);
  });
});
