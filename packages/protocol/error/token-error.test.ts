import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeTokenError, parseTokenError, tokenErrorOf, tokenErrors } from './token-error.ts';

describe('token errors', () => {
  it('parseTokenError() reads what encodeTokenError() writes, for every word', () => {
    for (const row of Object.values(tokenErrors)) {
      const body: unknown = JSON.parse(JSON.stringify(encodeTokenError({ error: row.error, requestId: 'r-1' })));
      assert.deepEqual(parseTokenError(body), { error: row.error, description: row.description });
      assert.equal(tokenErrorOf(row.error), row);
    }
  });

  it('have the statuses that were seen', () => {
    assert.equal(tokenErrors.invalid_client.status, 401);
    assert.equal(tokenErrors.invalid_grant.status, 400);
    assert.equal(tokenErrors.server_error.retry, true);
    assert.equal(tokenErrors.invalid_grant.retry, false);
  });

  it('encodeTokenError() takes a description and leaves out what it is not given', () => {
    assert.deepEqual(encodeTokenError({ error: 'invalid_scope', description: 'No' }), {
      error: 'invalid_scope',
      error_description: 'No',
    });
  });

  it('tokenErrorOf() takes the documented spelling of a server error', () => {
    assert.equal(tokenErrorOf('ServerError'), tokenErrors.server_error);
    assert.equal(tokenErrorOf('nothing'), undefined);
  });

  it('parseTokenError() takes the empty object of a failing endpoint, and anything else', () => {
    assert.deepEqual(parseTokenError({}), {});
    fc.assert(fc.property(fc.jsonValue(), body => Object.keys(parseTokenError(body)).length === 0));
  });
});
