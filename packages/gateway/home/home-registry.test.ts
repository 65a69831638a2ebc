import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createHomeRegistry, type HomeRegistry } from './home-registry.ts';
import type { SampledValue } from './sampled-value.ts';

const key = { userId: 'u1', skillId: 's1' };

function describeLamp(endpointId: string, names: readonly string[] = ['brightness']): Record<string, unknown> {
  const capabilities = names.map(name => ({
    type: 'AlexaInterface',
    interface: `Alexa.${name}`,
    version: '3',
    properties: { supported: [{ name }], proactivelyReported: true, retrievable: true },
  }));
  return { endpointId, friendlyName: `Lamp ${endpointId}`, displayCategories: ['LIGHT'], capabilities };
}

function sample(at: number, value: unknown, name: string = 'brightness'): SampledValue {
  return { namespace: `Alexa.${name}`, name, value, at, uncertaintyInMilliseconds: 0 };
}

function open(...endpointIds: readonly string[]): HomeRegistry {
  const homes = createHomeRegistry();
  homes.registerEndpoints(
    key,
    endpointIds.map(endpointId => describeLamp(endpointId)),
  );
  return homes;
}

const valuesOf = (homes: HomeRegistry): unknown[] =>
  homes.view('u1', 'NA').endpoints.flatMap(({ properties }) => properties.map(({ value }) => value));

/** Every way in which a home changes, on two endpoints. */
const change = fc.oneof(
  fc.record({ do: fc.constant('put'), endpointId: fc.constantFrom('a', 'b'), at: fc.nat(3), value: fc.jsonValue() }),
  fc.record({ do: fc.constantFrom('register', 'remove'), endpointId: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constantFrom('move', 'reset'), endpointId: fc.constant('') }),
);

describe('viewText()', () => {
  it('is the JSON of view() after every change', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), changes => {
        let homes = open('a');
        for (const step of changes) {
          const { endpointId } = step;
          if ('at' in step) homes.putValue(key, endpointId, sample(step.at, step.value));
          else if (step.do === 'register') homes.registerEndpoints(key, [describeLamp(endpointId)]);
          else if (step.do === 'remove') homes.removeEndpoints(key, [endpointId]);
          else if (step.do === 'reset') homes.reset();
          else {
            const other = createHomeRegistry();
            for (const record of homes.records()) other.restore(record);
            homes = other;
          }
          assert.equal(homes.viewText('u1', 'FE'), JSON.stringify(homes.view('u1', 'FE')));
        }
      }),
    );
    assert.equal(open().viewText('"', 'NA'), JSON.stringify(open().view('"', 'NA')));
  });
});

describe('view()', () => {
  it('shows the documented shape', () => {
    const homes = open('lamp-1');
    homes.putValue(key, 'lamp-1', { ...sample(Date.UTC(2026, 0, 2, 3, 4, 5, 60), 42), uncertaintyInMilliseconds: 500 });
    assert.deepEqual(homes.view('u1', 'EU'), {
      userId: 'u1',
      region: 'EU',
      endpoints: [
        {
          skillId: 's1',
          ...describeLamp('lamp-1'),
          properties: [
            {
              namespace: 'Alexa.brightness',
              name: 'brightness',
              value: 42,
              timeOfSample: '2026-01-02T03:04:05.060Z',
              uncertaintyInMilliseconds: 500,
            },
          ],
        },
      ],
    });
  });

  it('shows a home of which nothing is known without endpoints', () => {
    assert.deepEqual(createHomeRegistry().view('nobody', 'FE'), { userId: 'nobody', region: 'FE', endpoints: [] });
  });

  it('shows 300 endpoints with 100 properties each, in an order that arrival does not change', () => {
    const names = Array.from({ length: 100 }, (_, i) => `p${i}`);
    const ids = Array.from({ length: 300 }, (_, i) => `e${i}`);
    const fill = (order: readonly string[]): HomeRegistry => {
      const homes = createHomeRegistry();
      homes.registerEndpoints(
        key,
        ids.map(endpointId => describeLamp(endpointId, names)),
      );
      for (const id of ids) for (const name of order) homes.putValue(key, id, sample(1, id + name, name));
      return homes;
    };
    const view = fill(names).view('u1', 'NA');
    assert.equal(view.endpoints.length, 300);
    assert.equal(
      view.endpoints.reduce((count, { properties }) => count + properties.length, 0),
      30_000,
    );
    assert.deepEqual(fill(names.toReversed()).view('u1', 'NA'), view);
  });
});

describe('putValue()', () => {
  it('tells a change, a newer time, what is known, what is stale and what has no place', () => {
    const homes = open('lamp-1');
    assert.equal(homes.putValue(key, 'lamp-1', sample(10, { a: 1, b: 2 })), 'changed');
    assert.equal(homes.putValue(key, 'lamp-1', sample(10, { b: 2, a: 1 })), 'known');
    assert.equal(homes.putValue(key, 'lamp-1', sample(11, { a: 1, b: 2 })), 'refreshed');
    assert.equal(homes.putValue(key, 'lamp-1', sample(10, 5)), 'stale');
    assert.equal(homes.putValue(key, 'lamp-1', sample(11, 5)), 'changed');
    assert.equal(homes.putValue(key, 'lamp-2', sample(12, 5)), 'unknown');
    assert.equal(homes.putValue({ ...key, skillId: 's2' }, 'lamp-1', sample(12, 5)), 'unknown');
    assert.deepEqual(valuesOf(homes), [5]);
  });

  it('keeps instances apart', () => {
    const homes = open('lamp-1');
    homes.putValue(key, 'lamp-1', sample(2, 'a'));
    homes.putValue(key, 'lamp-1', { ...sample(1, 'b'), instance: 'x' });
    assert.deepEqual(valuesOf(homes).toSorted(), ['a', 'b']);
  });

  it('ends on the newest sample of each property, in whatever order and how often they come', () => {
    const samples = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 0, max: 1_000 }),
        name: fc.constantFrom('p', 'q', 'r'),
        value: fc.jsonValue(),
      }),
      { selector: ({ at, name }) => `${name} ${at}`, minLength: 1, maxLength: 30 },
    );
    const arrivals = samples.chain(all =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        again: fc.shuffledSubarray(all),
      }),
    );
    fc.assert(
      fc.property(arrivals, ({ all, order, again }) => {
        const homes = createHomeRegistry();
        homes.registerEndpoints(key, [describeLamp('lamp-1', ['p', 'q', 'r'])]);
        for (const { at, name, value } of [...order, ...again]) {
          homes.putValue(key, 'lamp-1', sample(at, value, name));
        }
        const shown = homes.view('u1', 'NA').endpoints[0]?.properties.map(({ name, value }) => [name, value]);
        const newest = ['p', 'q', 'r'].flatMap(name => {
          const last = all
            .filter(item => item.name === name)
            .toSorted((a, b) => a.at - b.at)
            .at(-1);
          return last === undefined ? [] : [[name, last.value]];
        });
        assert.deepEqual(shown, newest);
      }),
    );
  });
});

describe('registerEndpoints()', () => {
  it('tells new endpoints from those described anew', () => {
    const homes = open('lamp-1');
    const result = homes.registerEndpoints(key, [describeLamp('lamp-1'), describeLamp('lamp-2')]);
    assert.deepEqual(result, { added: ['lamp-2'], updated: ['lamp-1'], refused: [] });
  });

  it('keeps the values that are still declared and drops the others', () => {
    const homes = createHomeRegistry();
    homes.registerEndpoints(key, [describeLamp('lamp-1', ['p', 'q'])]);
    homes.putValue(key, 'lamp-1', sample(1, 'kept', 'p'));
    homes.putValue(key, 'lamp-1', sample(1, 'dropped', 'q'));
    homes.registerEndpoints(key, [describeLamp('lamp-1', ['p', 'r'])]);
    assert.deepEqual(valuesOf(homes), ['kept']);
  });

  it('refuses what cannot be known by an endpointId', () => {
    const result = createHomeRegistry().registerEndpoints(key, [null, 'x', {}, { endpointId: '' }, { endpointId: 7 }]);
    assert.deepEqual(
      result.refused,
      [0, 1, 2, 3, 4].map(index => ({ index, code: 'invalid-endpoint' })),
    );
  });

  it('refuses more than the limit of a customer, over all skills, and still takes updates', () => {
    const homes = createHomeRegistry(2);
    homes.registerEndpoints({ ...key, skillId: 's2' }, [describeLamp('a')]);
    const result = homes.registerEndpoints(key, [describeLamp('b'), describeLamp('c'), describeLamp('b')]);
    assert.deepEqual(result, { added: ['b'], updated: ['b'], refused: [{ index: 1, code: 'home-full' }] });
    assert.deepEqual(homes.registerEndpoints({ ...key, userId: 'u2' }, [describeLamp('d')]).added, ['d']);
  });

  it('shows empty lists and an empty name for an endpoint that describes nothing', () => {
    const homes = createHomeRegistry();
    homes.registerEndpoints(key, [{ endpointId: 'bare' }]);
    const endpoint = { skillId: 's1', endpointId: 'bare', friendlyName: '', displayCategories: [], capabilities: [] };
    assert.deepEqual(homes.view('u1', 'NA').endpoints, [{ ...endpoint, properties: [] }]);
  });
});

describe('removeEndpoints()', () => {
  it('removes the named ones, or all, and says which were there', () => {
    const homes = open('a', 'b', 'c');
    assert.deepEqual(homes.removeEndpoints(key, ['b', 'x', 'b']), ['b']);
    assert.equal(homes.readEndpoint(key, 'b'), undefined);
    assert.deepEqual(homes.removeEndpoints(key), ['a', 'c']);
    assert.deepEqual(homes.removeEndpoints(key), []);
  });

  it('forgets the values with the endpoint', () => {
    const homes = open('a');
    homes.putValue(key, 'a', sample(5, 'old'));
    homes.removeEndpoints(key, ['a']);
    homes.registerEndpoints(key, [describeLamp('a')]);
    assert.deepEqual(valuesOf(homes), []);
  });
});

describe('removeCustomer(), removeSkill() and reset()', () => {
  it('forget what they name and nothing else', () => {
    const homes = open('a');
    homes.registerEndpoints({ ...key, skillId: 's2' }, [describeLamp('b')]);
    homes.registerEndpoints({ ...key, userId: 'u2' }, [describeLamp('c')]);
    const shown = (userId: string): string[] => homes.view(userId, 'NA').endpoints.map(({ endpointId }) => endpointId);
    homes.removeSkill('s2');
    assert.deepEqual([shown('u1'), shown('u2')], [['a'], ['c']]);
    homes.removeCustomer('u1');
    assert.deepEqual([shown('u1'), shown('u2')], [[], ['c']]);
    homes.reset();
    assert.deepEqual(shown('u2'), []);
  });
});
