import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from './gatehouse-error.ts';
import { type GatehouseErrorCode, gatehouseErrors } from './gatehouse-error-table.ts';
import { encodeHttpProblem, PROBLEM_TYPE } from './http-problem.ts';

describe('encodeHttpProblem()', () => {
  for (const [code, row] of Object.entries(gatehouseErrors) as [
    GatehouseErrorCode,
    (typeof gatehouseErrors)['timeout'],
  ][]) {
    it(`writes ${code} with title, status and remedy of its row`, () => {
      assert.deepEqual(encodeHttpProblem(new GatehouseError(code, 'Reading /a found 1')), {
        type: `urn:gatehouse:error:${code}`,
        title: row.meaning,
        status: row.status,
        detail: 'Reading /a found 1',
        code,
        remedy: row.remedy,
      });
    });
  }

  it('has a pointer when the error has one, the whole body included', () => {
    for (const pointer of ['', '/a/0']) {
      assert.equal(encodeHttpProblem(new GatehouseError('invalid-request', 'x', { pointer })).pointer, pointer);
    }
  });

  it('says nothing of cause and detail, which may hold anything', () => {
    const options = { cause: new TypeError('gatehouse-secret-cause'), detail: 'gatehouse-secret-detail' };
    const text = JSON.stringify(encodeHttpProblem(new GatehouseError('internal-error', 'x', options)));
    assert.doesNotMatch(text, /gatehouse-secret/);
  });

  it('goes with the media type of RFC 9457', () => assert.equal(PROBLEM_TYPE, 'application/problem+json'));
});
