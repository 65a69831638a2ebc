import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { checkBaseUrl, checkUrl } from './check-url.ts';

const SECRET = 'gatehouse-secret-password';

/** The message of a refusal, which repeats no secret. */
function refusalOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    assert.ok(error instanceof GatehouseError && error.code === 'config-invalid', String(error));
    assert.equal(error.pointer, '/regions/EU');
    assertNoSecret(error.message);
    return error.message;
  }
  return assert.fail('The URL was taken');
}

describe('checkUrl()', () => {
  for (const [text, said] of [
    ['example.com/hook', 'does not begin with http:// or https://; .* before it; found "example.com/hook"'],
    ['localhost:4400', 'does not begin with http:// or https://; .*; found "localhost:4400"'],
    [`ftp://a:${SECRET}@b/c`, 'does not begin with http:// or https://; .*; found "…@b/c"'],
    ['http://', 'is no URL; allowed is one such as https://example.com/path; found "http://"'],
    [`http://a:${SECRET}@b`, 'has a user name or a password in it; .*; found "…@b"'],
    [`http://a:@${SECRET}@b`, 'has a user name or a password in it; .*; found "…@b"'],
    [`hook?key=${SECRET}`, 'does not begin .*; found "hook…"'],
    ['', 'does not begin .*; found ""'],
  ] as const) {
    it(`says what is wrong with ${text.replace(SECRET, 'SECRET')}`, () => {
      const message = refusalOf(() => checkUrl(text, '/regions/EU'));
      assert.match(message, new RegExp(`^relay\\.regions\\.EU ${said}$`));
    });
  }

  it('answers the text as it is written', () => {
    for (const text of ['https://a', 'http://127.0.0.1:1/b/?c=/d/']) assert.equal(checkUrl(text, '/tokenUrl'), text);
  });
});

describe('checkBaseUrl()', () => {
  it('takes a URL that others are appended to, with a path of its own, too', () => {
    for (const [text, base] of [
      ['https://api.amazonalexa.com/', 'https://api.amazonalexa.com'],
      ['http://127.0.0.1:1/proxy/v3//', 'http://127.0.0.1:1/proxy/v3'],
    ] as const) {
      assert.equal(checkBaseUrl(text, '/regions/NA'), base);
    }
  });

  for (const [text, said] of [
    [
      'https://api.amazonalexa.com/v3/events',
      /ends in \/v3\/events, which the relay appends .*; found "https:\/\/api\./,
    ],
    ['https://api.amazonalexa.com/V3/Events/', /ends in \/v3\/events, .*; leave it out; found/],
    [`https://a?key=${SECRET}`, /has a query or a fragment, .*; leave it out; found "https:\/\/a…"/],
    ['https://a/b#c', /has a query or a fragment/],
  ] as const) {
    it(`refuses ${text.replace(SECRET, 'SECRET')}, where every event would be answered 404`, () => {
      assert.match(
        refusalOf(() => checkBaseUrl(text, '/regions/EU')),
        said,
      );
    });
  }
});
