import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRelayConfig } from './create-relay-config.ts';

function refusal(store: unknown, more: object = {}): readonly unknown[] {
  try {
    createRelayConfig({ section: { store, ...more } });
  } catch (error) {
    if (error instanceof GatehouseError) return [error.code, error.pointer];
    throw error;
  }
  return ['taken'];
}

test('resolveStore() takes a store for each region, from the file and from the environment', () => {
  const store = { regions: { NA: 'sqlite:/data/na', EU: 'sqlite:/data/eu' } };
  const expected = {
    kind: 'regions',
    regions: { NA: { kind: 'sqlite', directory: '/data/na' }, EU: { kind: 'sqlite', directory: '/data/eu' } },
    fallback: 'NA',
  };
  assert.deepEqual(createRelayConfig({ section: { store } }).store, expected);
  const env = { GATEHOUSE_RELAY_STORE: JSON.stringify(store) };
  assert.deepEqual(createRelayConfig({ env }).store, expected);
  const european = { section: { store, delivery: { region: 'EU' } } };
  assert.deepEqual(createRelayConfig(european).store, { ...expected, fallback: 'EU' });
});

test('resolveStore() refuses two regions in one directory, no store for whom no region is known, and what is no store', () => {
  const twice = { regions: { NA: 'sqlite:/data', EU: 'sqlite:/data' } };
  assert.deepEqual(refusal(twice), ['config-invalid', '/store/regions/EU']);
  assert.deepEqual(refusal({ regions: { EU: 'memory:' } }), ['config-invalid', '/store/regions']);
  assert.deepEqual(refusal({ regions: { EU: 'memory:' } }, { delivery: { region: 'EU' } }), ['taken']);
  assert.deepEqual(refusal({ regions: { NA: 'postgres://' } }), ['config-invalid', '/store/regions/NA']);
  assert.equal(refusal({ regions: {} })[0], 'config-invalid');
  assert.equal(refusal({ regions: { NA: 'memory:', SA: 'memory:' } })[0], 'config-unknown-key');
  assert.equal(refusal({ directory: 'x' })[0], 'config-unknown-key');
  assert.equal(refusal(5)[0], 'config-invalid');
});

test('resolveStore() repeats what was found, without a password in it', () => {
  const store = 'postgres://relay:gatehouse-secret@db/relay';
  assert.throws(() => createRelayConfig({ section: { store } }), {
    message: 'relay.store names no store of this version; allowed are sqlite:DIRECTORY and memory:; found "…@db/relay"',
  });
});
