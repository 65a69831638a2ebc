import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeNoticeError, type NoticeErrorCode, type NoticeErrorProfile, noticeErrors } from '@gatehouse/protocol';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { noticeRules } from '../notice/notice-rules.ts';
import { assertRefusedEntry } from './assert-refused-entry.ts';
import type { JsonAnswer } from './gateway-fixture.ts';
import {
  DEVELOPMENT,
  LIVE,
  type NoticeGateway,
  orderNotice,
  startNoticeGateway,
  weatherNotice,
} from './notice-fixture.ts';
import { postRaw } from './raw-request.ts';

type Ask = (gateway: NoticeGateway) => Promise<JsonAnswer>;

/** What is done, the code of the answer, the rule that the journal names, and how the gateway is configured. */
type Row = readonly [
  name: string,
  ask: Ask,
  code: NoticeErrorCode,
  rule: string,
  more?: { readonly config?: Partial<GatewayConfig>; readonly said?: string },
];

const of2019 = { profile: '2019' } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Posts a notice, after a control request. */
const first =
  (method: string, path: string, body?: object, notice: object = orderNotice()): Ask =>
  async gateway => {
    assert.ok((await gateway.control(method, path, body)).status < 300);
    return gateway.post(notice);
  };
const post =
  (notice: unknown, options: Parameters<NoticeGateway['post']>[1] = {}): Ask =>
  gateway =>
    gateway.post(notice, options);
const headed = (authorization: string): Ask => post(orderNotice(), { headers: { authorization } });
/** Posts a notice that must be taken, and then another. */
const after =
  (before: object, notice: object, path: string = LIVE): Ask =>
  async gateway => {
    assert.equal((await gateway.post(before, { path })).status, 202);
    return gateway.post(notice, { path });
  };

async function postHalf({ urls, clock }: NoticeGateway): Promise<JsonAnswer> {
  const { answered } = postRaw(urls.na + LIVE, { headers: { 'content-length': '100' }, body: '{' });
  while (clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
  await clock.advance(10_000);
  await clock.advance(2_000);
  const [head = '', body = ''] = (await answered).text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map(header => header.split(': ', 2) as [string, string]));
  return { status: Number(line.split(' ')[1]), headers, body: JSON.parse(body) };
}

async function postAsCustomer(gateway: NoticeGateway): Promise<JsonAnswer> {
  const { body } = await gateway.control('POST', '/tokens', { skillId: 'skill-1', userId: 'user-1' });
  return gateway.post(orderNotice(), { token: (body as { access_token: string }).access_token });
}

async function postRevoked(gateway: NoticeGateway): Promise<JsonAnswer> {
  const { body } = await gateway.control('POST', '/tokens', { skillId: 'skill-1', userId: 'user-1' });
  await gateway.control('DELETE', '/links/skill-1/user-1');
  return gateway.post(orderNotice(), { token: (body as { access_token: string }).access_token });
}

async function throttle(gateway: NoticeGateway): Promise<JsonAnswer> {
  await gateway.control('PUT', '/limits', { notice: { perSecond: 1, burst: 1 } });
  return after(weatherNotice(), weatherNotice({ referenceId: 'storm2' }))(gateway);
}

async function exceed(gateway: NoticeGateway): Promise<JsonAnswer> {
  await gateway.control('PUT', '/limits', { notice: { customerPerDay: 1 } });
  return after(orderNotice(), orderNotice({ referenceId: 'order2' }))(gateway);
}

const withFault =
  (action: object): Ask =>
  async gateway => {
    await gateway.control('PUT', '/faults', [{ match: { path: `${LIVE}/` }, do: action }]);
    return gateway.post(orderNotice());
  };
const expired: Ask = async gateway => {
  await gateway.clock.advance(HOUR_MS);
  return gateway.post(orderNotice({ at: HOUR_MS }));
};
const inStage = (skill: object): Ask => first('PUT', '/skills/skill-1', { clientId: 'client-1', ...skill });
const inDevelopment: Ask = async gateway => {
  await inStage({ stage: 'development', permissions: ['alexa::devices:all:notifications:write'] })(gateway);
  return gateway.post(orderNotice(), { token: await gateway.noticeToken() });
};
const permitted = { permissions: ['alexa::devices:all:notifications:write'], stage: 'live' };
const changed = (change: object): object => ({ ...orderNotice(), ...change });
const unknown = post(orderNotice({ user: 'user-2' }));
const disabled = first('PUT', '/customers/user-1', { region: 'NA' });
const switchedOff = first('DELETE', '/customers/user-1/subscriptions/skill-1');

const rows: readonly Row[] = [
  ['half a body', postHalf, 'INVALID_REQUEST', 'notice/body-incomplete'],
  ['more than 256 KB', post('x'.repeat(262_145)), 'INVALID_REQUEST', 'notice/body-too-large'],
  [
    'a path that is not there',
    post(orderNotice(), { path: `${LIVE}/stages/live` }),
    'RESOURCE_NOT_FOUND',
    'notice/path',
  ],
  ['no token at all', headed(''), 'INVALID_TOKEN', 'notice/token-missing'],
  ['a malformed header', headed('Basic abc'), 'INVALID_TOKEN', 'notice/token-scheme'],
  ['a token that is none of ours', headed('Bearer Atza|nothing'), 'INVALID_TOKEN', 'notice/token-unknown'],
  ['an expired token', expired, 'INVALID_TOKEN', 'notice/token-expired'],
  ['an expired token, 2019', expired, 'TOKEN_NOT_VALID', 'notice/token-expired', { config: of2019 }],
  ['a token of a customer who left', postRevoked, 'INVALID_TOKEN', 'notice/token-revoked'],
  ['a token of a customer', postAsCustomer, 'SCOPE_NOT_ALLOWED', 'notice/token-scope'],
  ['a deleted skill', first('DELETE', '/skills/skill-1'), 'RESOURCE_NOT_FOUND', 'notice/skill-unknown'],
  ['a skill in another stage', inStage({ stage: 'development' }), 'RESOURCE_NOT_FOUND', 'notice/skill-stage'],
  ['a permission that was taken', inStage({ stage: 'live' }), 'SCOPE_NOT_ALLOWED', 'notice/permission-missing'],
  [
    'the live address of a skill that is not live',
    inDevelopment,
    'STAGE_NOT_ALLOWED',
    'notice/stage-not-live',
    { config: { noticeStageRequired: true } },
  ],
  ['too many of a skill', throttle, 'TOO_MANY_REQUESTS', 'limit/notice'],
  ['bytes that are no UTF-8', post(Buffer.from([0x7b, 0xff, 0x7d])), 'INVALID_REQUEST', 'notice/body-encoding'],
  ['cut JSON', post('{"event":'), 'INVALID_REQUEST', 'notice/body-not-json'],
  [
    'another Content-Type',
    post(orderNotice(), { headers: { 'content-type': 'text/plain' } }),
    'INVALID_REQUEST',
    'notice/content-type',
  ],
  ['no notice', post([]), 'INVALID_REQUEST', 'notice-form'],
  [
    'an event of no name',
    post(changed({ event: { name: 'AMAZON.X.Y', payload: {} } })),
    'INVALID_REQUEST',
    'notice-name',
  ],
  [
    'a reference that is too long',
    post(orderNotice({ referenceId: 'x'.repeat(101) })),
    'INVALID_STRING_LENGTH',
    'notice-reference',
  ],
  ['an expiry that is too near', post(orderNotice({ expiresAt: 299_999 })), 'INVALID_EXPIRY_TIME', 'notice-expiry'],
  ['an expiry that is too far', post(orderNotice({ expiresAt: DAY_MS + 1 })), 'INVALID_EXPIRY_TIME', 'notice-expiry'],
  ['an event that is not published', inStage(permitted), 'EVENT_NOT_PUBLISHED', 'notice/not-published'],
  ['a customer who is not known', unknown, 'NO_ENABLEMENT', 'notice/customer-unknown'],
  [
    'a customer who is not known, 2019',
    unknown,
    'NO_ENABLEMENT',
    'notice/customer-unknown',
    { config: of2019, said: 'No enablement for clientId: client-1, userId: user-2' },
  ],
  ['a customer who has not enabled the skill', disabled, 'NO_ENABLEMENT', 'notice/not-enabled'],
  ['a customer who has not subscribed', switchedOff, 'NO_SUBSCRIPTION', 'notice/not-subscribed'],
  [
    'a customer who has not subscribed, 2019',
    switchedOff,
    'NO_SUBSCRIPTION',
    'notice/not-subscribed',
    {
      config: of2019,
      said: 'No subscription found for stage=live, skillId=skill-1, topicId=AMAZON.OrderStatus.Updated',
    },
  ],
  ['the same once more', after(orderNotice(), orderNotice()), 'DUPLICATE_EVENT', 'notice/duplicate'],
  ['the same to all once more', after(weatherNotice(), weatherNotice()), 'DUPLICATE_EVENT', 'notice/duplicate'],
  ['too many for a customer', exceed, 'CUSTOMER_LIMIT_EXCEEDED', 'limit/notice-customer'],
  ['a fault of Alexa', withFault({ status: 500 }), 'INTERNAL_ERROR', 'fault/list'],
  ['a fault of availability', withFault({ code: 'SERVICE_UNAVAILABLE' }), 'SERVICE_UNAVAILABLE', 'fault/list'],
];

function assertNoticeError(
  answer: JsonAnswer,
  code: NoticeErrorCode,
  profile: NoticeErrorProfile,
  said?: string,
): void {
  assert.equal(answer.status, noticeErrors[code].status);
  assert.deepEqual(answer.body, encodeNoticeError({ code, profile, ...(said !== undefined && { message: said }) }));
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
}

async function walk([, ask, code, rule, { config = {}, said } = {}]: Row): Promise<void> {
  const gateway = await startNoticeGateway(config);
  try {
    const profile = config.profile === '2019' ? '2019' : 'page';
    assertNoticeError(await ask(gateway), code, profile, said);
    await assertRefusedEntry(gateway, { status: noticeErrors[code].status, code, rule });
  } finally {
    await gateway.stop();
  }
  assert.deepEqual(gateway.clock.pending(), []);
}

describe('POST /v1/proactiveEvents refuses', () => {
  for (const row of rows) {
    it(`${row[0]}: ${noticeErrors[row[2]].status} ${row[2]} by ${row[3]}`, () => walk(row));
  }

  it('for every status and code, and for every rule of requests', () => {
    const produced = new Set<string>(rows.map(([, , code]) => code));
    assert.deepEqual(
      Object.keys(noticeErrors).filter(code => !produced.has(code)),
      [],
    );
    const walked = new Set(rows.map(([, , , rule]) => rule));
    const refusing = Object.entries(noticeRules).filter(([, { code }]) => code !== undefined);
    assert.deepEqual(
      refusing.map(([id]) => `notice/${id}`).filter(rule => !walked.has(rule)),
      [],
    );
    for (const rule of ['limit/notice', 'limit/notice-customer']) assert.ok(walked.has(rule), rule);
  });

  for (const [profile, config] of [
    ['page', {}],
    ['client', { noticeProfile: 'client' }],
    ['2019', { profile: '2019' }],
    ['page', { profile: '2019', noticeProfile: 'page' }],
  ] as const) {
    it(`with a body in the form ${profile} when ${JSON.stringify(config)} is configured`, async () => {
      const gateway = await startNoticeGateway(config);
      try {
        const answer = await gateway.post(orderNotice({ expiresAt: 1 }));
        assertNoticeError(answer, 'INVALID_EXPIRY_TIME', profile);
        assertNoticeError(await withFault({ status: 432 })(gateway), 'CUSTOMER_LIMIT_EXCEEDED', profile);
      } finally {
        await gateway.stop();
      }
    });
  }

  it('another method with 405 and Allow', async () => {
    const gateway = await startNoticeGateway();
    try {
      const answer = await fetch(gateway.urls.na + LIVE);
      await answer.text();
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'POST']);
    } finally {
      await gateway.stop();
    }
  });

  it('by the limit of a skill until the clock has moved on, and says when where that is configured', async () => {
    const gateway = await startNoticeGateway({ sendRetryAfter: true });
    try {
      const answer = await throttle(gateway);
      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '1']);
      await gateway.clock.advance(1_000);
      assert.equal((await gateway.post(weatherNotice({ referenceId: 'storm2' }))).status, 202);
    } finally {
      await gateway.stop();
    }
  });

  it('none for the limit of a customer in the development stage', async () => {
    const gateway = await startNoticeGateway();
    try {
      await gateway.control('PUT', '/limits', { notice: { customerPerDay: 1 } });
      const answer = await after(orderNotice(), orderNotice({ referenceId: 'order2' }), DEVELOPMENT)(gateway);
      assert.equal(answer.status, 202);
    } finally {
      await gateway.stop();
    }
  });
});
