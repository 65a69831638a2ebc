import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeTokenError, memberOf, type TokenErrorCode, textAt, tokenErrors } from '@gatehouse/protocol';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { tokenRules } from '../token/token-rules.ts';
import { assertRefusedEntry } from './assert-refused-entry.ts';
import { CLIENT_SECRET, startTestGateway, type TestGateway, type Tokens } from './gateway-fixture.ts';
import { postRaw } from './raw-request.ts';
import { openSkill, play, type SkillFixture } from './skill-fixture.ts';

/** An answer with its body as it came. */
interface TextAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface At {
  readonly gateway: TestGateway;
  readonly tokens: Tokens;
  /** Asks form-encoded with the client's credentials. */
  ask(parameters: Readonly<Record<string, string>>): Promise<TextAnswer>;
  /** Asks with whatever body and headers. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>, query?: string): Promise<TextAnswer>;
  /** Links the skill and answers the code that it got. */
  link(): Promise<string>;
}

type Ask = (at: At) => Promise<TextAnswer>;

/** What is done, the answer, and the rule that the journal names. */
type Row = readonly [
  name: string,
  ask: Ask,
  status: number,
  error: TokenErrorCode,
  rule: string,
  config?: Partial<GatewayConfig>,
];

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
const credentials = `client_id=client-1&client_secret=${CLIENT_SECRET}`;

function basic(text: string): Record<string, string> {
  return { ...FORM, authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

async function textOf(asked: Promise<Response>): Promise<TextAnswer> {
  const answer = await asked;
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function exchange({ link, ask }: At, more: Record<string, string> = {}): Promise<TextAnswer> {
  return ask({ grant_type: 'authorization_code', code: await link(), ...more });
}

async function exchangeLate(at: At): Promise<TextAnswer> {
  const code = await at.link();
  await at.gateway.clock.advance(300_000);
  return at.ask({ grant_type: 'authorization_code', code });
}

async function exchangeTwice(at: At): Promise<TextAnswer> {
  const code = await at.link();
  assert.equal((await at.ask({ grant_type: 'authorization_code', code })).status, 200);
  return at.ask({ grant_type: 'authorization_code', code });
}

async function exchangeAsAnother(at: At): Promise<TextAnswer> {
  await at.gateway.control('PUT', '/skills/skill-2', { clientId: 'client-2', clientSecret: CLIENT_SECRET });
  return exchange(at, { client_id: 'client-2' });
}

async function refreshUnlinked(at: At): Promise<TextAnswer> {
  await at.gateway.control('DELETE', '/links/skill-1/user-1');
  return at.ask({ grant_type: 'refresh_token', refresh_token: at.tokens.refresh_token });
}

async function refreshRetired(at: At): Promise<TextAnswer> {
  const asked = { grant_type: 'refresh_token', refresh_token: at.tokens.refresh_token };
  assert.equal((await at.ask(asked)).status, 200);
  return at.ask(asked);
}

async function postHalf({ gateway }: At): Promise<TextAnswer> {
  const { answered } = postRaw(gateway.urls.token, { headers: { 'content-length': '100' }, body: 'grant' });
  while (gateway.clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
  await gateway.clock.advance(10_000);
  await gateway.clock.advance(2_000);
  const [head = '', text = ''] = (await answered).text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map(header => header.split(': ', 2) as [string, string]));
  return { status: Number(line.split(' ')[1]), headers, text };
}

/** A refresh that a fault meets. */
const withFault =
  (action: object): Ask =>
  async at => {
    await at.gateway.control('PUT', '/faults', [{ match: { kind: 'refresh_token' }, do: action }]);
    return at.ask({ grant_type: 'refresh_token', refresh_token: at.tokens.refresh_token });
  };

const REQUEST = [400, 'invalid_request'] as const;
const GRANT = [400, 'invalid_grant'] as const;
const CLIENT = [401, 'invalid_client'] as const;
const SCOPE = [400, 'invalid_scope'] as const;

const notices = { grant_type: 'client_credentials', scope: 'alexa::proactive_events' };

const rows: readonly Row[] = [
  ['half a body', postHalf, ...REQUEST, 'token/body-incomplete'],
  ['a body over 64 KB', at => at.post('x'.repeat(65_537), FORM), ...REQUEST, 'token/body-too-large'],
  ['no Content-Type', at => at.post(Buffer.from(credentials)), ...REQUEST, 'token/body'],
  ['broken JSON', at => at.post('{', { 'content-type': 'application/json' }), ...REQUEST, 'token/body'],
  ['a parameter given twice', at => at.post(`${credentials}&code=a&code=b`, FORM), ...REQUEST, 'token/body'],
  [
    'parameters in the URL',
    at => at.post('', FORM, `?grant_type=refresh_token&${credentials}`),
    ...REQUEST,
    'token/parameters-in-url',
  ],
  ['no client', at => at.post('grant_type=refresh_token', FORM), ...REQUEST, 'token/client-missing'],
  [
    'a secret under a misspelt name, and where none belongs',
    at => at.post(`client_id=client-1&client_secrett=${CLIENT_SECRET}&scope=${CLIENT_SECRET}&${CLIENT_SECRET}=1`, FORM),
    ...REQUEST,
    'token/client-missing',
  ],
  [
    'two clients',
    at => at.post('client_id=client-2', basic(`client-1:${CLIENT_SECRET}`)),
    ...REQUEST,
    'token/client-twice',
  ],
  ['another scheme', at => at.post('', { ...FORM, authorization: 'Bearer x' }), ...CLIENT, 'token/client-header'],
  ['an unknown client', at => at.ask({ client_id: 'client-9' }), ...CLIENT, 'token/client-unknown'],
  [
    'a wrong secret in the header',
    at => at.post('grant_type=refresh_token', basic('client-1:gatehouse-secret-wrong')),
    ...CLIENT,
    'token/client-unknown',
  ],
  ['no grant type', at => at.ask({}), ...REQUEST, 'token/parameter-missing'],
  ['no code', at => at.ask({ grant_type: 'authorization_code' }), ...REQUEST, 'token/parameter-missing'],
  ['another grant type', at => at.ask({ grant_type: 'password' }), 400, 'unsupported_grant_type', 'token/grant-type'],
  [
    'an unknown code',
    at => at.ask({ grant_type: 'authorization_code', code: 'GATEHOUSE-CODE-none' }),
    ...GRANT,
    'token/grant-unknown',
  ],
  ['a code after five minutes', exchangeLate, ...GRANT, 'token/grant-expired'],
  ['a code that was used', exchangeTwice, ...GRANT, 'token/grant-used'],
  ["another skill's code", exchangeAsAnother, ...GRANT, 'token/grant-other-skill'],
  ['a refresh token after unlinking', refreshUnlinked, ...GRANT, 'token/grant-link-ended'],
  ['a retired refresh token', refreshRetired, ...GRANT, 'token/grant-unknown', { rotateRefreshTokens: true }],
  ['a scope without its permission', at => at.ask(notices), ...SCOPE, 'token/scope'],
  ['another scope', at => at.ask({ ...notices, scope: 'profile' }), ...SCOPE, 'token/scope'],
  ['a fault of authorization', withFault({ code: 'unauthorized_client' }), 400, 'unauthorized_client', 'fault/list'],
  ['a fault of the endpoint', withFault({ status: 500 }), 500, 'server_error', 'fault/list'],
];

async function open(config: Partial<GatewayConfig> | undefined): Promise<At & { close(): Promise<void> }> {
  const gateway = await startTestGateway(config);
  const skill = await openSkill(play(acceptGrants));
  const tokens = await gateway.enable({ directiveUrl: skill.url });
  const post: At['post'] = (body, headers = {}, query = '') =>
    textOf(fetch(gateway.urls.token + query, { method: 'POST', headers, body }));
  return {
    gateway,
    tokens,
    post,
    ask: parameters => post(new URLSearchParams({ ...client, ...parameters }).toString(), FORM),
    link: () => link(gateway, skill),
    close: async () => {
      await gateway.stop();
      await skill.close();
    },
  };
}

function acceptGrants(): object {
  const header = {
    namespace: 'Alexa.Authorization',
    name: 'AcceptGrant.Response',
    messageId: 'm',
    payloadVersion: '3',
  };
  return { event: { header, payload: {} } };
}

async function link(gateway: TestGateway, skill: SkillFixture): Promise<string> {
  const { status } = await gateway.control('POST', '/links', { skillId: 'skill-1', userId: 'user-1' });
  assert.equal(status, 200);
  const [call] = skill.calls;
  return textAt(call?.directive, ['directive', 'payload', 'grant', 'code']) ?? '';
}

/** The headers of every answer (fact sheet 7.2). */
function assertHeaders({ status, headers }: TextAnswer): void {
  assert.match(headers.get('cache-control') ?? '', /no-store/);
  assert.equal(headers.get('pragma'), 'no-cache');
  assert.equal(headers.get('server'), 'Server');
  assert.match(headers.get('content-type') ?? '', /^application\/json;charset=UTF-8$/);
  for (const name of ['x-amzn-requestid', 'x-amz-rid', 'x-amz-date']) assert.ok(headers.get(name), name);
  assert.equal(headers.has('x-amzn-errortype'), status >= 400);
}

async function walk([, ask, status, error, rule, config]: Row): Promise<void> {
  const at = await open(config);
  try {
    const answer = await ask(at);
    const body: unknown = JSON.parse(answer.text);
    assert.deepEqual([answer.status, memberOf(body, 'error')], [status, error]);
    assert.deepEqual(Object.keys(body as object), Object.keys(encodeTokenError({ error })));
    assert.ok(textAt(body, ['error_description']));
    assertHeaders(answer);
    await assertRefusedEntry(at.gateway, { status, code: error, rule });
  } finally {
    await at.close();
  }
}

describe('POST /auth/o2/token refuses', () => {
  for (const row of rows) {
    it(`${row[0]}: ${row[2]} ${row[3]} by ${row[4]}`, () => walk(row));
  }

  it('for every documented error, and for every rule of the token endpoint', () => {
    const produced = new Set<string>(rows.map(([, , status, error]) => `${status} ${error}`));
    const documented = Object.values(tokenErrors).map(({ status, error }) => `${status} ${error}`);
    assert.deepEqual(
      documented.filter(answer => !produced.has(answer)),
      [],
    );
    const walked = new Set(rows.map(([, , , , rule]) => rule));
    assert.deepEqual(
      Object.keys(tokenRules).filter(id => !walked.has(`token/${id}`)),
      [],
    );
  });
});

describe('POST /auth/o2/token grants', () => {
  it('a pair for a code, whose headers no cache may keep, and earlier tokens stay good', async () => {
    const at = await open({ rotateRefreshTokens: true });
    try {
      const answer = await exchange(at);
      assert.equal(answer.status, 200);
      assertHeaders(answer);
      const pair = JSON.parse(answer.text) as Tokens;
      await at.ask({ grant_type: 'refresh_token', refresh_token: pair.refresh_token });
      const headers = { authorization: `Bearer ${pair.access_token}` };
      const { status } = await textOf(fetch(`${at.gateway.urls.na}/v1/alexaApiEndpoint`, { headers }));
      assert.equal(status, 200);
    } finally {
      await at.close();
    }
  });

  it('nothing for parameters in the URL in observed mode either: 500 with an empty object, as was seen', async () => {
    const at = await open({ mode: 'observed' });
    try {
      const answer = await at.post('', FORM, `?grant_type=refresh_token&${credentials}`);
      assert.deepEqual([answer.status, answer.text], [500, '{}']);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'InternalFailure');
      const { code, reason } = await at.gateway.lastEntry();
      assert.deepEqual([code, reason?.rule, reason?.basis], ['InternalFailure', 'token/parameters-in-url', 'observed']);
    } finally {
      await at.close();
    }
  });
});
