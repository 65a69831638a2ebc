import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTokensBody } from './tokens-body.ts';

const accessToken = 'Atza|gatehouse-secret-access';
const refreshToken = 'Atzr|gatehouse-secret-refresh';

test('parseTokensBody() reads every member of a grant', () => {
  const tokens = parseTokensBody({
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: 1800,
    scope: 'alexa::proactive_events',
  });
  assert.equal(tokens?.accessToken.reveal(), accessToken);
  assert.equal(tokens?.refreshToken?.reveal(), refreshToken);
  assert.equal(tokens?.tokenType, 'Bearer');
  assert.equal(tokens?.expiresInSeconds, 1800);
  assert.equal(tokens?.scope, 'alexa::proactive_events');
});

test('parseTokensBody() needs an access token alone and documents the rest', () => {
  const tokens = parseTokensBody({ access_token: accessToken });
  assert.equal(tokens?.expiresInSeconds, 3600);
  assert.equal(tokens?.tokenType, 'bearer');
  assert.deepEqual(Object.keys(tokens ?? {}).sort(), ['accessToken', 'expiresInSeconds', 'tokenType']);
});

test('parseTokensBody() treats members of the wrong type as absent', () => {
  const wrong = { access_token: accessToken, refresh_token: 7, token_type: null, expires_in: [], scope: {} };
  const tokens = parseTokensBody(wrong);
  assert.equal(tokens?.refreshToken, undefined);
  assert.equal(tokens?.expiresInSeconds, 3600);
  assert.equal(tokens?.tokenType, 'bearer');
  assert.equal(tokens?.scope, undefined);
});

test('parseTokensBody() takes a life that is text and bounds one that cannot be', () => {
  const table = [
    ['1800', 1800],
    [3599.9995, 3599],
    [0.0001, 1],
    [1e300, 365 * 24 * 60 * 60],
    [0, 3600],
    [-1, 3600],
    ['soon', 3600],
    [Number.NaN, 3600],
  ] as const;
  for (const [life, seconds] of table) {
    const tokens = parseTokensBody({ access_token: accessToken, expires_in: life });
    assert.equal(tokens?.expiresInSeconds, seconds, String(life));
  }
});

test('parseTokensBody() gives nothing when there is no access token that could be sent', () => {
  const unusable = ['', 'two words', 'line\nbreak', 'ümlaut', 'x'.repeat(8193), 7, null, {}, [accessToken]];
  for (const value of unusable) assert.equal(parseTokensBody({ access_token: value }), undefined);
  for (const body of [undefined, null, 7, accessToken, [], [{ access_token: accessToken }]]) {
    assert.equal(parseTokensBody(body), undefined);
  }
});

test('parseTokensBody() stands any body', () => {
  const member = fc.oneof(fc.anything(), fc.string());
  const shaped = fc.record({ access_token: member, refresh_token: member, expires_in: member, token_type: member });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), shaped), body => {
      const tokens = parseTokensBody(body);
      if (tokens === undefined) return;
      assert.ok(Number.isSafeInteger(tokens.expiresInSeconds) && tokens.expiresInSeconds > 0);
      assert.notEqual(tokens.accessToken.reveal(), '');
    }),
  );
});
