import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { fingerprintSecret } from '../skill/secret-fingerprint.ts';
import type { Skill } from '../skill/skill.ts';
import { SkillRegistry } from '../skill/skill-registry.ts';
import { EVENT_SCOPE, NOTICE_SCOPE } from './token.ts';
import { answerTokenRequest, type TokenAnswer, type TokenHouse } from './token-endpoint.ts';
import { TokenRegistry } from './token-registry.ts';

const SECRET = 'gatehouse-secret-endpoint';
const skill: Skill = {
  skillId: 'skill-1',
  name: 'Skill',
  clientId: 'client-1',
  clientSecret: fingerprintSecret(SECRET, new Uint8Array(16)),
  stage: 'live',
  permissions: ['alexa::devices:all:notifications:write'],
  invoke: 'http',
  publications: [],
};

interface TestHouse extends TokenHouse {
  readonly code: string;
  readonly refreshToken: string;
}

function open(): TestHouse {
  const skills = new SkillRegistry();
  skills.put(skill);
  skills.put({ ...skill, skillId: 'skill-2', clientId: 'client-2', permissions: [] });
  const clock = createVirtualClock();
  const policy = { codeLifetimeMs: 1_000, accessTokenLifetimeMs: 3_600_000, rotateRefreshTokens: false };
  const tokens = new TokenRegistry(policy, { clock, random: createSeededRandom(3) });
  const owner = { skillId: 'skill-1', stage: 'live', scope: EVENT_SCOPE, link: { id: 'l', userId: 'user-1' } } as const;
  const refreshToken = tokens.createPair(owner).refreshToken?.reveal() ?? '';
  return { skills, tokens, code: tokens.createCode(owner).reveal(), refreshToken };
}

const FORM = 'application/x-www-form-urlencoded';
const client = { client_id: 'client-1', client_secret: SECRET };

function ask(house: TokenHouse, parameters: Readonly<Record<string, string>>): TokenAnswer {
  const text = new URLSearchParams(parameters).toString();
  return answerTokenRequest({ contentType: FORM, authorization: undefined, text }, house);
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('answerTokenRequest() grants', () => {
  it('exchanges a code for a pair', () => {
    const house = open();
    const answer = ask(house, { grant_type: 'authorization_code', code: house.code, ...client });
    const body = answer.body as Record<string, unknown>;
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(body), ['access_token', 'refresh_token', 'token_type', 'expires_in']);
    assert.equal(body.token_type, 'bearer');
    assert.equal(body.expires_in, 3600);
    assert.equal(house.tokens.resolve(String(body.access_token))?.state, 'valid');
    assert.deepEqual([answer.skillId, answer.userId], ['skill-1', 'user-1']);
  });

  it('refreshes, tolerating a redirect_uri', () => {
    const house = open();
    const { refreshToken } = house;
    const more = { redirect_uri: 'https://example.com', ...client };
    const answer = ask(house, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
    assert.equal(answer.status, 200);
    assert.equal((answer.body as Record<string, unknown>).refresh_token, refreshToken);
  });

  it('gives a skill with the permission a token for notices, without a refresh token', () => {
    const answer = ask(open(), { grant_type: 'client_credentials', scope: NOTICE_SCOPE, ...client });
    assert.deepEqual(Object.keys(answer.body), ['access_token', 'scope', 'token_type', 'expires_in']);
    assert.equal(answer.userId, undefined);
  });

  it('shows of its parameters only what is known to be no secret', () => {
    const mixed = { grant_type: SECRET, scope: NOTICE_SCOPE, code: 'x', [SECRET]: 'a', ...client };
    assert.deepEqual(ask(open(), mixed).parameters, {
      grant_type: '[secret]',
      scope: NOTICE_SCOPE,
      code: '[secret]',
      client_id: 'client-1',
      client_secret: '[secret]',
    });
  });

  const credentials: readonly [string, string | undefined, Record<string, string>, string][] = [
    ['JSON', undefined, client, 'application/json; charset=UTF-8'],
    ['HTTP Basic', basic('client-1', SECRET), {}, FORM],
    ['HTTP Basic and the same in the body', basic('client-1', SECRET), client, FORM],
    ['HTTP Basic, form-encoded as RFC 6749 has it', basic('client%2D1', SECRET), {}, FORM],
  ];
  for (const [name, authorization, parameters, contentType] of credentials) {
    it(`takes client credentials as ${name}`, () => {
      const house = open();
      const all = { grant_type: 'refresh_token', refresh_token: house.refreshToken, ...parameters };
      const text = contentType === FORM ? new URLSearchParams(all).toString() : JSON.stringify(all);
      assert.equal(answerTokenRequest({ contentType, authorization, text }, house).status, 200);
    });
  }
});

interface Refused {
  readonly name: string;
  readonly ask: (house: TestHouse) => TokenAnswer;
  readonly answer: readonly [status: number, error: string, rule: string];
}

function raw(text: string | undefined, contentType?: string, authorization?: string): Refused['ask'] {
  return house => answerTokenRequest({ contentType, authorization, text }, house);
}

const refused: readonly Refused[] = [
  { name: 'a body that is not UTF-8', ask: raw(undefined, FORM), answer: [400, 'invalid_request', 'body'] },
  { name: 'no Content-Type', ask: raw('grant_type=x'), answer: [400, 'invalid_request', 'body'] },
  { name: 'another Content-Type', ask: raw('a=b', 'text/plain'), answer: [400, 'invalid_request', 'body'] },
  { name: 'broken JSON', ask: raw('{', 'application/json'), answer: [400, 'invalid_request', 'body'] },
  { name: 'JSON that is no object', ask: raw('[]', 'application/json'), answer: [400, 'invalid_request', 'body'] },
  { name: 'JSON with a number', ask: raw('{"code":1}', 'application/json'), answer: [400, 'invalid_request', 'body'] },
  { name: 'a parameter given twice', ask: raw('a=1&a=2', FORM), answer: [400, 'invalid_request', 'body'] },
  { name: 'no client', ask: raw('grant_type=refresh_token', FORM), answer: [400, 'invalid_request', 'client-missing'] },
  {
    name: 'no client secret',
    ask: house => ask(house, { grant_type: 'refresh_token', client_id: 'client-1' }),
    answer: [400, 'invalid_request', 'client-missing'],
  },
  {
    name: 'another scheme in the header',
    ask: raw('grant_type=refresh_token', FORM, 'Bearer x'),
    answer: [401, 'invalid_client', 'client-header'],
  },
  {
    name: 'HTTP Basic without a colon',
    ask: raw('', FORM, 'Basic bm9wZQ=='),
    answer: [401, 'invalid_client', 'client-header'],
  },
  {
    name: 'different clients in header and body',
    ask: raw('client_id=client-2', FORM, basic('client-1', SECRET)),
    answer: [400, 'invalid_request', 'client-twice'],
  },
  {
    name: 'an unknown client',
    ask: house => ask(house, { ...client, client_id: 'client-9' }),
    answer: [401, 'invalid_client', 'client-unknown'],
  },
  {
    name: 'a wrong secret',
    ask: house => ask(house, { ...client, client_secret: 'gatehouse-secret-wrong' }),
    answer: [401, 'invalid_client', 'client-unknown'],
  },
  { name: 'no grant type', ask: house => ask(house, client), answer: [400, 'invalid_request', 'parameter-missing'] },
  {
    name: 'another grant type',
    ask: house => ask(house, { ...client, grant_type: 'password' }),
    answer: [400, 'unsupported_grant_type', 'grant-type'],
  },
  {
    name: 'no code',
    ask: house => ask(house, { ...client, grant_type: 'authorization_code' }),
    answer: [400, 'invalid_request', 'parameter-missing'],
  },
  {
    name: 'an unknown code',
    ask: house => ask(house, { ...client, grant_type: 'authorization_code', code: 'GATEHOUSE-CODE-none' }),
    answer: [400, 'invalid_grant', 'grant-unknown'],
  },
  {
    name: 'a used code',
    ask: house => {
      ask(house, { ...client, grant_type: 'authorization_code', code: house.code });
      return ask(house, { ...client, grant_type: 'authorization_code', code: house.code });
    },
    answer: [400, 'invalid_grant', 'grant-used'],
  },
  {
    name: "another skill's code",
    ask: house => ask(house, { ...client, client_id: 'client-2', grant_type: 'authorization_code', code: house.code }),
    answer: [400, 'invalid_grant', 'grant-other-skill'],
  },
  {
    name: 'a refresh token after unlinking',
    ask: house => {
      house.tokens.revokeLink('l');
      return ask(house, { ...client, grant_type: 'refresh_token', refresh_token: house.refreshToken });
    },
    answer: [400, 'invalid_grant', 'grant-link-ended'],
  },
  {
    name: 'client credentials without a scope',
    ask: house => ask(house, { ...client, grant_type: 'client_credentials' }),
    answer: [400, 'invalid_scope', 'scope'],
  },
  {
    name: 'client credentials without the permission',
    ask: house =>
      ask(house, { ...client, client_id: 'client-2', grant_type: 'client_credentials', scope: NOTICE_SCOPE }),
    answer: [400, 'invalid_scope', 'scope'],
  },
];

describe('answerTokenRequest() refuses', () => {
  for (const { name, ask: make, answer } of refused) {
    it(`${name}: ${answer[0]} ${answer[1]}`, () => {
      const given = make(open());
      const body = given.body as Record<string, unknown>;
      assert.deepEqual([given.status, body.error, given.reason?.rule], [answer[0], answer[1], `token/${answer[2]}`]);
      assert.equal(typeof body.error_description, 'string');
      assert.equal(given.code, answer[1]);
      assert.doesNotMatch(JSON.stringify([given.reason, body]), /gatehouse-secret-|GATEHOUSE-/);
    });
  }

  it('says in the words seen from Amazon that the customer may have revoked the grant', () => {
    const house = open();
    house.tokens.revokeLink('l');
    const answer = ask(house, { ...client, grant_type: 'refresh_token', refresh_token: house.refreshToken });
    assert.equal(
      (answer.body as Record<string, unknown>).error_description,
      "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.",
    );
  });
});
