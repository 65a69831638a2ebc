import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import fc from 'fast-check';
import { listSecrets, redactSecrets } from './redact-secrets.ts';

const ACCESS = 'Atza|GATEHOUSE-a1b2c3d4e5f6';
const REFRESH = 'Atzr|GATEHOUSE-f6e5d4c3b2a1';
const CODE = 'GATEHOUSE-CODE-0a1b2c3d';
const CLIENT = 'gatehouse-secret-client-1';

describe('redactSecrets()', () => {
  it('replaces the values of telling members, however they are spelt', () => {
    const names = ['token', 'access_token', 'refreshToken', 'granteeToken', 'client_secret', 'Authorization', 'apiKey'];
    const body = Object.fromEntries(names.map(name => [name, CLIENT]));
    assert.deepEqual(redactSecrets(body), Object.fromEntries(names.map(name => [name, '[secret]'])));
  });

  it('replaces a grant code, a PIN and values that are not texts', () => {
    const payload = {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'AnCode' },
      pin: 1234,
      token: ['x'],
      secret: {},
    };
    assert.deepEqual(redactSecrets(payload), {
      grant: { type: 'OAuth2.AuthorizationCode', code: '[secret]' },
      pin: '[secret]',
      token: '[secret]',
      secret: '[secret]',
    });
    const disarm = { authorization: { type: 'FOUR_DIGIT_PIN', value: '9182' } };
    assert.deepEqual(redactSecrets(disarm), { authorization: '[secret]' });
  });

  it('leaves what is no secret and explains much', () => {
    const body = {
      token: '',
      other: { token: '   ' },
      code: 'INVALID_REQUEST_EXCEPTION',
      correlationToken: 'abc',
      n: null,
    };
    assert.deepEqual(redactSecrets(body), body);
  });

  it('finds tokens by their shape in any text and in names of members', () => {
    const body = {
      endpointId: ACCESS,
      [REFRESH]: 1,
      note: `see ${CODE}, Bearer abcdefghijklmnop`,
      list: [`x ${ACCESS}`],
    };
    assertNoSecret(JSON.stringify(redactSecrets(body)));
    assert.ok(!JSON.stringify(redactSecrets(body)).includes('abcdefghijklmnop'));
  });

  it('finds tokens percent-encoded, escaped and inside JSON in a text', () => {
    const texts = [
      `grant_type=refresh_token&refresh_token=${encodeURIComponent(REFRESH)}&client_secret=${CLIENT}`,
      JSON.stringify({ scope: { token: 'some-other-token', type: 'BearerToken' } }),
      JSON.stringify(JSON.stringify({ token: 'some-other-token' })),
      '{"event":{"endpoint":{"scope":{"token":"some-other-tok',
      'Atza\\u007cGATEHOUSE-a1b2c3d4e5f6',
      'the token Atc|a1b2c3d4e5f6 of a skill alone',
      '/auth/o2/token?code=some-other-token&x=1',
      'Basic c29tZS1vdGhlci10b2tlbg==',
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln',
    ];
    for (const text of texts) {
      const redacted = String(redactSecrets(text));
      assert.ok(redacted.includes('[secret]'), text);
      assert.doesNotMatch(redacted, /some-other-tok|c29tZS|eyJzdWI|f6e5d4c3|a1b2c3d4|client-1/);
    }
  });

  it('leaves members alone when told so, and still finds what is known', () => {
    const reason = { code: 'not-discovered', message: 'The token plain-grantee-1 is in the way' };
    assert.deepEqual(redactSecrets(reason, { byMember: false, known: new Set(['plain-grantee-1']) }), {
      code: 'not-discovered',
      message: 'The token [secret] is in the way',
    });
  });

  it('takes a known value of few letters only for the whole text', () => {
    const known = new Set(['on']);
    assert.deepEqual(redactSecrets({ a: 'on', b: 'Button' }, { known }), { a: '[secret]', b: 'Button' });
  });

  it('cuts values that are nested too deep', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    assert.match(JSON.stringify(redactSecrets(deep)), /\[too deep\]/);
  });

  it('leaves no token anywhere, whatever the value is', () => {
    const secret = fc.constantFrom(ACCESS, REFRESH, CODE, encodeURIComponent(ACCESS));
    const text = fc.tuple(fc.string(), secret, fc.constantFrom('', ' ', '"', '&', ',')).map(parts => {
      const [before, token, after] = parts;
      // A word before the token would make it another word.
      return `${before} ${token}${after}`;
    });
    const json = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(fc.oneof(fc.string(), text, fc.constant('token')), tie('value'), { maxKeys: 4 }),
    })).value;
    fc.assert(
      fc.property(json, value => assertNoSecret(JSON.stringify(redactSecrets(value)) ?? '')),
      { numRuns: 300 },
    );
  });

  it('changes nothing when there is nothing secret, and nothing the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
        const once = redactSecrets(value);
        assert.deepEqual(redactSecrets(once), once);
      }),
      { numRuns: 200 },
    );
    const report = { event: { header: { name: 'ChangeReport' }, payload: { value: 42 } } };
    assert.deepEqual(redactSecrets(report), report);
  });
});

describe('listSecrets()', () => {
  it('lists the texts of telling members at any depth', () => {
    const body = { a: [{ token: 'one' }, { scope: { token: 'two' } }], code: 'THE_CODE', client_secret: 'three' };
    assert.deepEqual(listSecrets(body), new Set(['one', 'two', 'three']));
  });
});
