import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeGatewayError, gatewayErrorOf, gatewayErrors, parseGatewayError } from './gateway-error.ts';

describe('gateway errors', () => {
  it('are the documented codes with the documented statuses', () => {
    const statuses = Object.fromEntries(Object.values(gatewayErrors).map(row => [row.code, row.status]));
    assert.deepEqual(statuses, {
      INVALID_REQUEST_EXCEPTION: 400,
      INVALID_ACCESS_TOKEN_EXCEPTION: 401,
      SKILL_NEVER_ENABLED_EXCEPTION: 403,
      SKILL_DISABLED_EXCEPTION: 403,
      INSUFFICIENT_PERMISSION_EXCEPTION: 403,
      ACCOUNT_NOT_FOUND_EXCEPTION: 404,
      SKILL_NOT_FOUND_EXCEPTION: 404,
      REQUEST_ENTITY_TOO_LARGE_EXCEPTION: 413,
      THROTTLING_EXCEPTION: 429,
      INTERNAL_SERVICE_EXCEPTION: 500,
      SERVICE_UNAVAILABLE_EXCEPTION: 503,
    });
  });

  it('parseGatewayError() reads what encodeGatewayError() writes, for every code', () => {
    for (const row of Object.values(gatewayErrors)) {
      const body: unknown = JSON.parse(JSON.stringify(encodeGatewayError({ code: row.code, messageId: 'm-1' })));
      assert.deepEqual(parseGatewayError(body), { code: row.code, description: row.description });
      assert.equal(gatewayErrorOf(row.code), row);
    }
  });

  it('encodeGatewayError() writes the documented shape', () => {
    const body = encodeGatewayError({
      code: 'INVALID_REQUEST_EXCEPTION',
      description: 'The request was malformed',
      messageId: 'm-1',
    });
    assert.deepEqual(body, {
      header: { namespace: 'System', name: 'Exception', messageId: 'm-1' },
      payload: { code: 'INVALID_REQUEST_EXCEPTION', description: 'The request was malformed' },
    });
  });

  it('parseGatewayError() takes the 2019 body without a code, and anything else', () => {
    const old = { header: {}, payload: { description: 'The request was malformed' } };
    assert.deepEqual(parseGatewayError(old), { description: 'The request was malformed' });
    assert.deepEqual(parseGatewayError({ payload: { code: 7, description: [] } }), {});
    fc.assert(fc.property(fc.jsonValue(), body => Object.keys(parseGatewayError(body)).length === 0));
  });

  it('gatewayErrorOf() knows no other code', () => {
    assert.equal(gatewayErrorOf('toString'), undefined);
  });
});
