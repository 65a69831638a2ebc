import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from './gatehouse-error.ts';
import { gatehouseErrors } from './gatehouse-error-table.ts';

describe('GatehouseError', () => {
  it('carries code, status, pointer, detail and cause', () => {
    const cause = new TypeError('disk');
    const error = new GatehouseError('store-failed', 'The store could not write', {
      pointer: '/a',
      detail: { n: 1 },
      cause,
    });
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'GatehouseError');
    assert.equal(error.code, 'store-failed');
    assert.equal(error.status, gatehouseErrors['store-failed'].status);
    assert.equal(error.pointer, '/a');
    assert.deepEqual(error.detail, { n: 1 });
    assert.equal(error.cause, cause);
  });

  it('leaves out what it is not given', () => {
    const error = new GatehouseError('not-found', 'No such event');
    assert.equal('pointer' in error && error.pointer !== undefined, false);
    assert.equal('cause' in error, false);
  });
});

describe('gatehouseErrors', () => {
  it('is sorted, and every row has a status, a meaning and a remedy as a sentence', () => {
    const codes = Object.keys(gatehouseErrors);
    assert.deepEqual(codes, codes.toSorted());
    for (const [code, row] of Object.entries(gatehouseErrors)) {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(row.status >= 400 && row.status < 600, code);
      assert.match(row.meaning, /^[A-Z].*[^.]$/, code);
      assert.match(row.remedy, /^[A-Z].*[^.]$/, code);
    }
  });
});
