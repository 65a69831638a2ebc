import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { explainNetworkError } from './network-error.ts';

function failure(code: string): Error {
  return Object.assign(new Error('gatehouse-secret-in-message'), { code });
}

test('explainNetworkError() sorts each code it knows', () => {
  const table = [
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UND_ERR_DESTROYED', 'aborted'],
    ['EHOSTUNREACH', 'other'],
    ['HPE_INVALID_CONSTANT', 'other'],
  ] as const;
  for (const [code, reason] of table) {
    const { reason: found, detail } = explainNetworkError(failure(code));
    assert.equal(found, reason, code);
    assert.match(detail, new RegExp(`^[A-Z].* \\(${code}\\)$`));
  }
});

test('explainNetworkError() looks inside when several addresses failed together', () => {
  const error = new AggregateError([new Error('no code'), failure('ECONNREFUSED'), failure('EHOSTUNREACH')]);
  assert.equal(explainNetworkError(error).reason, 'refused');
});

test("explainNetworkError() never repeats the error's own words", () => {
  const inputs = [failure('ECONNRESET'), failure('gatehouse-secret-as-code'), new AggregateError([failure('EPIPE')])];
  for (const error of inputs) assert.ok(!explainNetworkError(error).detail.includes('gatehouse-secret'));
});

test('explainNetworkError() takes anything', () => {
  fc.assert(
    fc.property(fc.anything(), value => {
      const { reason, detail } = explainNetworkError(value);
      assert.equal(reason, 'other');
      assert.equal(detail, 'The request failed');
    }),
  );
});
