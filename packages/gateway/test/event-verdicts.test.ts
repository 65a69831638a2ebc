import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gatewayErrors } from '@gatehouse/protocol';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { eventRules } from '../event/event-rules.ts';
import { limitRules } from '../limit/limit-rules.ts';
import { assertGatewayError } from './assert-gateway-error.ts';
import { assertRefusedEntry } from './assert-refused-entry.ts';
import {
  CLIENT_SECRET,
  type JsonAnswer,
  powerReport,
  send,
  startTestGateway,
  type TestGateway,
} from './gateway-fixture.ts';
import { postRaw } from './raw-request.ts';

interface At {
  readonly gateway: TestGateway;
  readonly token: string;
  /** Posts the message, by default a valid one, with the token in its header. */
  post(
    message?: unknown,
    options?: { readonly url?: string; readonly headers?: Record<string, string> },
  ): Promise<JsonAnswer>;
}

type Ask = (at: At) => Promise<JsonAnswer>;

/** What is done, the answer, the rule that the journal names, and how the gateway is configured. */
type Row = readonly [
  name: string,
  ask: Ask,
  status: number,
  code: string,
  rule: string,
  config?: Partial<GatewayConfig>,
];

const observed = { mode: 'observed' } as const;
const of2019 = { profile: '2019' } as const;
const NOTICES = 'alexa::devices:all:notifications:write';

function changed(token: string, from: string, to: string): string {
  return JSON.stringify(powerReport(token)).replace(from, to);
}

function deletion(token: string, count: number): object {
  const endpoints = Array.from({ length: count }, (_, index) => ({ endpointId: `e-${index}` }));
  const header = { namespace: 'Alexa.Discovery', name: 'DeleteReport', messageId: 'm', payloadVersion: '3' };
  return { event: { header, payload: { endpoints, scope: { type: 'BearerToken', token } } } };
}

/** Turns what came on a bare socket into an answer. */
function parseRaw(text: string): JsonAnswer {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map(header => header.split(': ', 2) as [string, string]));
  return { status: Number(line.split(' ')[1]), headers, body: JSON.parse(body) };
}

async function postHalf({ gateway }: At): Promise<JsonAnswer> {
  const { answered } = postRaw(`${gateway.urls.na}/v3/events`, { headers: { 'content-length': '100' }, body: '{' });
  while (gateway.clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
  await gateway.clock.advance(10_000);
  await gateway.clock.advance(2_000);
  return parseRaw((await answered).text);
}

async function postAsSkill({ gateway }: At): Promise<JsonAnswer> {
  await gateway.enable({ permissions: [NOTICES] });
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  const asked = { grant_type: 'client_credentials', scope: 'alexa::proactive_events', ...client };
  const { access_token: token } = (await gateway.askToken(asked)).body as { access_token: string };
  return gateway.postEvent(powerReport(token), { token });
}

async function throttle({ gateway, post }: At, limits: object): Promise<JsonAnswer> {
  await gateway.control('PUT', '/limits', limits);
  assert.equal((await post()).status, 202);
  return post();
}

async function withFault({ gateway, post }: At, action: object): Promise<JsonAnswer> {
  await gateway.control('PUT', '/faults', [{ match: { path: '/v3/events' }, do: action }]);
  return post();
}

/** A control request before the post. */
const first =
  (method: string, path: string, body?: object) =>
  async (at: At): Promise<JsonAnswer> => {
    assert.ok((await at.gateway.control(method, path, body)).status < 300);
    return at.post();
  };

const inFarEast = (at: At): Promise<JsonAnswer> => at.post(undefined, { url: at.gateway.urls.fe });
const unlinked = first('DELETE', '/links/skill-1/user-1');
const withoutCustomer = first('DELETE', '/customers/user-1');
const reborn = async (at: At): Promise<JsonAnswer> => {
  await at.gateway.control('DELETE', '/customers/user-1');
  return first('PUT', '/customers/user-1', { region: 'NA' })(at);
};
const moved = async (at: At): Promise<JsonAnswer> => {
  await at.gateway.control('PUT', '/customers/user-1', { region: 'EU' });
  return at.post(undefined, { url: at.gateway.urls.eu });
};
const headed =
  (authorization: string, message?: (token: string) => unknown) =>
  (at: At): Promise<JsonAnswer> =>
    at.post(message?.(at.token), { headers: { authorization } });

const MALFORMED = [400, 'INVALID_REQUEST_EXCEPTION'] as const;
const TOKEN = [401, 'INVALID_ACCESS_TOKEN_EXCEPTION'] as const;
const NEVER = [403, 'SKILL_NEVER_ENABLED_EXCEPTION'] as const;
const DISABLED = [403, 'SKILL_DISABLED_EXCEPTION'] as const;
const PERMISSION = [403, 'INSUFFICIENT_PERMISSION_EXCEPTION'] as const;
const ACCOUNT = [404, 'ACCOUNT_NOT_FOUND_EXCEPTION'] as const;
const SKILL = [404, 'SKILL_NOT_FOUND_EXCEPTION'] as const;
const LARGE = [413, 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION'] as const;
const THROTTLED = [429, 'THROTTLING_EXCEPTION'] as const;
const FAILED = [500, 'INTERNAL_SERVICE_EXCEPTION'] as const;
const UNAVAILABLE = [503, 'SERVICE_UNAVAILABLE_EXCEPTION'] as const;

const one = { perSecond: 1, burst: 1 };

const rows: readonly Row[] = [
  ['half a body', postHalf, ...MALFORMED, 'event/body-incomplete'],
  ['broken JSON', at => at.post('{"event":'), ...MALFORMED, 'event/body-not-json'],
  ['bytes that are no UTF-8', at => at.post(Buffer.from([0x7b, 0xff, 0x7d])), ...MALFORMED, 'event/body-encoding'],
  [
    'another Content-Type',
    at => at.post(undefined, { headers: { 'content-type': 'text/plain' } }),
    ...MALFORMED,
    'event/content-type',
  ],
  ['no event', at => at.post({}), ...MALFORMED, 'event-missing'],
  ['a blank scope token', at => at.post(powerReport('')), ...MALFORMED, 'scope-token'],
  ['a wrong value', at => at.post(changed(at.token, '"ON"', '"DIM"')), ...MALFORMED, 'property-value'],
  ['no token at all', headed(''), ...TOKEN, 'event/token-missing'],
  ['a malformed header', headed('Basic abc'), ...TOKEN, 'event/token-scheme'],
  ['a token that is none of ours', headed('Bearer Atza|nothing'), ...TOKEN, 'event/token-unknown'],
  ['another token in the scope', at => at.post(powerReport('other')), ...TOKEN, 'event/token-mismatch'],
  [
    'an expired token',
    async at => {
      await at.gateway.clock.advance(3_600_000);
      return at.post();
    },
    ...TOKEN,
    'event/token-expired',
  ],
  ['a token after unlinking', unlinked, ...TOKEN, 'event/token-revoked'],
  ['a token after unlinking, 2019', unlinked, ...DISABLED, 'event/token-revoked', of2019],
  ['the wrong region', inFarEast, ...NEVER, 'event/wrong-region'],
  ['the wrong region, 2019', inFarEast, ...DISABLED, 'event/wrong-region', of2019],
  ['a customer who moved', moved, ...NEVER, 'event/customer-moved'],
  ['a customer who moved, 2019', moved, ...DISABLED, 'event/customer-moved', of2019],
  ['a skill that is not enabled', reborn, ...NEVER, 'event/never-enabled'],
  ['a skill that is not enabled, 2019', reborn, ...DISABLED, 'event/never-enabled', of2019],
  [
    'a skill without the permission',
    first('PUT', '/skills/skill-1', { clientId: 'client-1', permissions: [] }),
    ...PERMISSION,
    'event/permission-missing',
  ],
  ['a token of the skill alone', postAsSkill, ...PERMISSION, 'event/token-scope'],
  ['a deleted customer', withoutCustomer, ...ACCOUNT, 'event/customer-unknown'],
  ['a deleted customer, 2019', withoutCustomer, ...DISABLED, 'event/customer-unknown', of2019],
  ['a deleted skill', first('DELETE', '/skills/skill-1'), ...SKILL, 'event/skill-unknown'],
  [
    'a skill in another stage',
    first('PUT', '/skills/skill-1', { clientId: 'client-1', stage: 'live' }),
    ...SKILL,
    'event/skill-stage',
  ],
  ['more than 256 KB', at => at.post('x'.repeat(262_145)), ...LARGE, 'event/body-too-large'],
  ['301 endpoints', at => at.post(deletion(at.token, 301)), ...LARGE, 'event/too-many-endpoints'],
  ['too many events for a customer', at => throttle(at, { customer: one }), ...THROTTLED, 'limit/customer'],
  ['too many events of a skill', at => throttle(at, { skill: one }), ...THROTTLED, 'limit/skill'],
  ['a fault of throttling', at => withFault(at, { status: 429 }), ...THROTTLED, 'fault/list'],
  ['a fault of Alexa', at => withFault(at, { status: 500 }), ...FAILED, 'fault/list'],
  ['a fault of availability', at => withFault(at, { code: UNAVAILABLE[1] }), ...UNAVAILABLE, 'fault/list'],
  ['a blank scope token, observed', at => at.post(powerReport(' ')), ...MALFORMED, 'scope-token', observed],
  [
    'another token in the scope, observed',
    at => at.post(powerReport('other')),
    ...TOKEN,
    'event/token-unknown',
    observed,
  ],
];

async function walk([, ask, status, code, rule, config]: Row): Promise<void> {
  const gateway = await startTestGateway(config);
  try {
    const { access_token: token } = await gateway.enable();
    const post: At['post'] = (message = powerReport(token), { url = gateway.urls.na, headers } = {}) =>
      send(`${url}/v3/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      });
    assertGatewayError(await ask({ gateway, token, post }), status, code);
    await assertRefusedEntry(gateway, { status, code, rule });
  } finally {
    await gateway.stop();
  }
  assert.deepEqual(gateway.clock.pending(), []);
}

describe('POST /v3/events refuses', () => {
  for (const row of rows) {
    it(`${row[0]}: ${row[2]} ${row[3]} by ${row[4]}`, () => walk(row));
  }

  it('for every documented status and code, and for every rule of events and limits', () => {
    const documented = Object.values(gatewayErrors).map(({ status, code }) => `${status} ${code}`);
    const produced = new Set<string>(rows.map(([, , status, code]) => `${status} ${code}`));
    assert.deepEqual(
      documented.filter(answer => !produced.has(answer)),
      [],
    );
    assert.deepEqual(
      [...produced].filter(answer => !documented.includes(answer)),
      [],
    );
    const events = Object.keys(eventRules).map(id => `event/${id}`);
    const limits = Object.keys(limitRules)
      .filter(id => !id.startsWith('notice'))
      .map(id => `limit/${id}`);
    const walked = new Set(rows.map(([, , , , rule]) => rule));
    assert.deepEqual(
      [...events, ...limits].filter(rule => !walked.has(rule)),
      [],
    );
  });
});

describe('POST /v3/events in observed mode', () => {
  let gateway: TestGateway;
  let token: string;

  before(async () => {
    gateway = await startTestGateway(observed);
    token = (await gateway.enable()).access_token;
  });

  after(() => gateway.stop());

  const headers: readonly Record<string, string>[] = [
    {},
    { authorization: '' },
    { authorization: 'Basic abc' },
    { authorization: 'Bearer other' },
  ];
  for (const header of headers) {
    it(`lets the scope's token decide whatever the header says: ${JSON.stringify(header)}`, async () => {
      const { status } = await gateway.postEvent(powerReport(token), { headers: header });
      assert.equal(status, 202);
    });
  }
});

describe('a 429', () => {
  for (const [sendRetryAfter, expected] of [
    [false, null],
    [true, '2'],
  ] as const) {
    it(`has ${expected === null ? 'no Retry-After by default' : 'one where it is configured'}`, async () => {
      const gateway = await startTestGateway({ sendRetryAfter });
      try {
        const { access_token: token } = await gateway.enable();
        await gateway.control('PUT', '/limits', { customer: { perSecond: 0.5, burst: 1 } });
        const post = (): Promise<JsonAnswer> => gateway.postEvent(powerReport(token), { token });
        assert.equal((await post()).status, 202);
        assert.equal((await post()).headers.get('retry-after'), expected);
        await gateway.clock.advance(2_000);
        assert.equal((await post()).status, 202);
      } finally {
        await gateway.stop();
      }
    });
  }
});

describe('/limits', () => {
  it('shows what it takes, lifts with null, and changes nothing when the change is wrong', async () => {
    const gateway = await startTestGateway();
    try {
      const before = (await gateway.control('GET', '/limits')).body as Record<string, object>;
      assert.deepEqual(Object.keys(before), ['skill', 'customer', 'notice']);
      assert.deepEqual((await gateway.control('PUT', '/limits', before)).body, before);
      const lifted = (await gateway.control('PUT', '/limits', { skill: null })).body;
      assert.deepEqual(lifted, { ...before, skill: { perSecond: null, burst: null } });
      const { status, body } = await gateway.control('PUT', '/limits', { customer: null, skill: { burst: -1 } });
      assert.deepEqual([status, (body as { pointer: string }).pointer], [400, '/skill/burst']);
      assert.deepEqual((await gateway.control('GET', '/limits')).body, lifted);
      await gateway.control('POST', '/reset');
      assert.deepEqual((await gateway.control('GET', '/limits')).body, before);
    } finally {
      await gateway.stop();
    }
  });
});
