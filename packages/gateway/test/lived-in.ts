import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { textAt } from '@gatehouse/protocol';
import { type SkillServer, startSkillServer } from '../testing/skill-server.ts';
import { CLIENT_SECRET, powerReport, send, type TestGateway, type Tokens } from './gateway-fixture.ts';
import { lampSkill } from './lamp-skill.ts';
import { DEVELOPMENT, noticeSkill, ORDER, orderNotice, WEATHER, weatherNotice } from './notice-fixture.ts';

/** What the skill's own cloud gave the customer, as directives carry it. */
export const GRANTEE = 'gatehouse-secret-grantee';

/** What {@link liveIn} left behind, for whoever asks whether it is still there. */
export interface LivedIn {
  readonly skill: SkillServer;
  /** The tokens that each directive carried, the newest last. */
  readonly granteeTokens: readonly string[];
  /** Of the linked customer, by the code of AcceptGrant. */
  readonly tokens: Tokens;
  /** Of a link that has ended. */
  readonly ended: Tokens;
}

/**
 * Fills every room of a gateway: a linked skill and customer, codes and tokens used and unused, a home with a value, a
 * link that has ended, a routine, notices, faults, limits, a clock that stands still, messages that had their effect, a journal.
 */
export async function liveIn(gateway: TestGateway, t: TestContext): Promise<LivedIn> {
  const granteeTokens: string[] = [];
  let code = '';
  const skill = await startSkillServer(directive => {
    code = textAt(directive, ['directive', 'payload', 'grant', 'code']) ?? code;
    granteeTokens.push(tokenIn(directive));
    return lampSkill(directive);
  });
  t.after(() => skill.stop());
  const put = async (path: string, body: object): Promise<void> => {
    const { status } = await gateway.control('PUT', path, body);
    assert.ok(status < 300, `${path} ${status}`);
  };
  const subscriptions = ['SKILL_ENABLED'];
  await put('/skills/skill-1', { ...noticeSkill, stage: 'development', directiveUrl: skill.url, subscriptions });
  const notifications = { 'skill-1': ['A.B', ORDER, WEATHER] };
  await put('/customers/user-1', { region: 'NA', timeZone: 'Europe/Berlin', notifications });
  await put('/customers/user-2', { region: 'EU' });
  const both = { skillId: 'skill-1', userId: 'user-1' };
  const link = await gateway.control('POST', '/links', { ...both, granteeToken: GRANTEE });
  assert.equal(textAt(link.body, ['acceptGrant', 'event', 'header', 'name']), 'AcceptGrant.Response');
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  const exchange = await gateway.askToken({ grant_type: 'authorization_code', code, ...client });
  const tokens = exchange.body as Tokens;
  const other = { skillId: 'skill-1', userId: 'user-2' };
  const ended = (await gateway.control('POST', '/tokens', other)).body as Tokens;
  assert.equal((await gateway.control('DELETE', '/links/skill-1/user-2')).status, 204);
  const token = tokens.access_token;
  assert.equal((await gateway.postEvent(powerReport(token, 'message-1'), { token })).status, 202);
  assert.equal((await gateway.postEvent(powerReport('other', 'message-2'), { token })).status, 401);
  await put('/customers/user-1/routines/evening', {
    when: { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'powerState', value: 'OFF' },
    then: [{ endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' }],
  });
  await postNotices(gateway);
  await put('/limits', { customer: { perSecond: 50, burst: 70 } });
  await gateway.control('PUT', '/faults', [
    { match: { kind: 'DoorbellPress' }, do: { status: 503 }, when: { nth: 2 } },
  ]);
  assert.equal((await gateway.control('POST', '/clock', { freeze: true })).status, 200);
  return { skill, granteeTokens, tokens, ended };
}

/** Notices that were heard, and one that waits; the customer has changed since the first. */
async function postNotices(gateway: TestGateway): Promise<void> {
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET, scope: 'alexa::proactive_events' };
  const { body } = await gateway.askToken({ grant_type: 'client_credentials', ...client });
  const { access_token: token } = body as Tokens;
  const post = async (notice: object): Promise<void> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const init = { method: 'POST', headers, body: JSON.stringify(notice) };
    assert.equal((await send(gateway.urls.na + DEVELOPMENT, init)).status, 202);
  };
  await post(orderNotice());
  await post(weatherNotice());
  assert.equal((await gateway.control('POST', '/clock', { advanceMs: 1_000 })).status, 200);
  await gateway.control('PUT', '/customers/user-1/subscriptions/skill-1', { events: [ORDER] });
  await post(orderNotice({ at: 1_000 }));
}

function tokenIn(directive: unknown): string {
  const places = [
    ['payload', 'grantee'],
    ['payload', 'scope'],
    ['endpoint', 'scope'],
  ];
  for (const place of places) {
    const token = textAt(directive, ['directive', ...place, 'token']);
    if (token !== undefined) return token;
  }
  return '';
}

/** Everything of a gateway that a person can look at, and its export. */
export async function lookAround(gateway: TestGateway): Promise<Readonly<Record<string, unknown>>> {
  const state = ['/skills', '/customers', '/homes/user-1', '/notices/user-1', '/journal'];
  const paths = [...state, '/limits', '/faults', '/clock', '/export'];
  const seen = paths.map(async path => [path, (await gateway.control('GET', path)).body] as const);
  return Object.fromEntries(await Promise.all(seen));
}
