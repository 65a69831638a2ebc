import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { isShallow } from './is-shallow.ts';
import { requireShallow } from './require-shallow.ts';

function nest(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

describe('isShallow()', () => {
  it('is true up to 64 levels and false beyond, however far', () => {
    assert.deepEqual([isShallow(undefined), isShallow(null), isShallow({}), isShallow(nest(64))], Array(4).fill(true));
    assert.deepEqual([isShallow(nest(65)), isShallow(nest(100_000))], [false, false]);
  });
});

describe('requireShallow()', () => {
  it('throws invalid-request when a value nests too deep, and says what it is', () => {
    requireShallow(nest(64), { what: 'routine' });
    assert.throws(
      () => requireShallow(nest(65), { what: 'routine' }),
      (error: unknown) => error instanceof GatehouseError && /^Cannot take the routine: /.test(error.message),
    );
  });
});
