import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concealTokens } from './conceal-tokens.ts';

describe('concealTokens()', () => {
  for (const [name, token] of [
    ['an access token', 'Atza|GATEHOUSE-abc_DEF-123'],
    ['a refresh token', 'Atzr|GATEHOUSE-abc'],
    ['a token of Amazon', 'Atza|IwEBIJ.x/y+z=='],
    ['a token of a skill alone', 'Atc|MQEBI'],
    ['an encoded token', 'Atza%7CGATEHOUSE-abc'],
    ['a code', 'GATEHOUSE-CODE-abc-1'],
  ] as const) {
    it(`replaces ${name} and nothing around it, in JSON too`, () => {
      assert.equal(concealTokens(`before ${token}, after`), 'before [secret], after');
      const value = { note: `x ${token}`, [token]: [token, 'ON', 1] };
      assert.deepEqual(JSON.parse(concealTokens(JSON.stringify(value))), {
        note: 'x [secret]',
        '[secret]': ['[secret]', 'ON', 1],
      });
    });
  }

  it('leaves other texts as they are', () => {
    const text = '{"name":"Atza","other":"GATEHOUSE","url":"http://x/|y"}';
    assert.equal(concealTokens(text), text);
  });
});
