import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeNoticeError, type NoticeErrorCode, noticeErrorProfiles, noticeErrors } from '@gatehouse/protocol';
import type { NewSkill, StartOptions } from '../testing/index.ts';
import {
  type AmazonRefusal,
  type ClientBench,
  createClientNotice,
  refusalOf,
  withAmazonClient,
} from './amazon-client.ts';

const HOUR_MS = 3_600_000;
const WEATHER = 'AMAZON.WeatherAlert.Activated';

type Fail = (bench: ClientBench) => Promise<AmazonRefusal>;

/** What is done wrong, the code of today's answer, the configuration, and what the form of 2019 says of whom it is about. */
type Row = readonly [
  name: string,
  fail: Fail,
  code: NoticeErrorCode,
  parts?: { readonly options?: StartOptions; readonly skill?: NewSkill; readonly said?: RegExp },
];

const sent =
  (parts: Parameters<typeof createClientNotice>[0]): Fail =>
  ({ post }) =>
    refusalOf(post(createClientNotice(parts)));
/** Posts a notice that is taken, does something, posts another. */
const after =
  (change: (bench: ClientBench) => Promise<unknown>, parts: Parameters<typeof createClientNotice>[0] = {}): Fail =>
  async bench => {
    assert.equal(await bench.post(createClientNotice()), 202);
    await change(bench);
    return refusalOf(bench.post(createClientNotice({ at: 1, ...parts })));
  };
const failing = (status: number): Fail =>
  after(({ gateway }) => gateway.faults([{ match: { path: '/v1/proactiveEvents' }, do: { status } }]));
const withoutPermission: Fail = after(({ gateway, skill }) =>
  gateway.addSkill({ ...skill, stage: 'live', permissions: [], publications: [WEATHER] }),
);

async function postWithTokenOfCustomer({ gateway, post }: ClientBench): Promise<AmazonRefusal> {
  const tokens = await gateway.tokens();
  await gateway.faults([{ match: { path: '/auth/O2/token' }, do: { status: 200, body: tokens } }]);
  return refusalOf(post(createClientNotice()));
}

async function postToUnlinked({ gateway, post }: ClientBench): Promise<AmazonRefusal> {
  await gateway.addCustomer({ userId: 'stranger' });
  return refusalOf(post(createClientNotice({ user: 'stranger' })));
}

async function postElsewhere({ gateway, createClient }: ClientBench): Promise<AmazonRefusal> {
  const client = createClient({ apiEndpoint: `${gateway.urls.na}/v1/proactiveEvents` });
  return refusalOf(client.callCreateProactiveEvent(createClientNotice(), 'LIVE'));
}

const misspelt = {
  event: { name: WEATHER, payload: { weatherAlert: { alertType: 'RAIN' } } },
  localizedAttributes: [],
};
/** Sets limits, posts a notice that is taken, and another. */
const limited =
  (notice: Parameters<ClientBench['gateway']['limits']>[0]): Fail =>
  async bench => {
    await bench.gateway.limits(notice);
    return after(() => Promise.resolve())(bench);
  };
const oneADay = { notice: { customerPerDay: 1 } };

const rows: readonly Row[] = [
  ['a referenceId that is too long', sent({ referenceId: 'a'.repeat(101) }), 'INVALID_STRING_LENGTH'],
  ['a value that the catalogue lacks', sent({ content: misspelt as never }), 'INVALID_REQUEST'],
  ['an expiry in 4 minutes', sent({ expiresAt: 240_000 }), 'INVALID_EXPIRY_TIME'],
  ['an expiry in 25 hours', sent({ expiresAt: 25 * HOUR_MS }), 'INVALID_EXPIRY_TIME'],
  ['a token that has expired', after(({ gateway }) => gateway.advance(HOUR_MS), { at: HOUR_MS }), 'INVALID_TOKEN'],
  ["a customer's token", postWithTokenOfCustomer, 'SCOPE_NOT_ALLOWED'],
  ['a permission that is gone', withoutPermission, 'SCOPE_NOT_ALLOWED'],
  [
    'the live address before certification',
    sent({}),
    'STAGE_NOT_ALLOWED',
    { options: { noticeStageRequired: true }, skill: { stage: 'development' } },
  ],
  ['an event that the skill does not publish', sent({}), 'EVENT_NOT_PUBLISHED', { skill: { publications: [WEATHER] } }],
  [
    'nobody known',
    sent({ user: 'nobody' }),
    'NO_ENABLEMENT',
    { said: /^No enablement for clientId: .*, userId: nobody$/ },
  ],
  ['a customer who has not enabled the skill', postToUnlinked, 'NO_ENABLEMENT', { said: /userId: stranger$/ }],
  [
    'a customer who switched notices off',
    after(({ gateway }) => gateway.unsubscribe()),
    'NO_SUBSCRIPTION',
    { said: /^No subscription found for stage=live, .*topicId=AMAZON\.OrderStatus\.Updated$/ },
  ],
  ['an address that is not there', postElsewhere, 'RESOURCE_NOT_FOUND'],
  [
    'a skill that is gone',
    after(({ gateway, skill }) => gateway.control({ method: 'DELETE', path: `/skills/${skill.skillId}` })),
    'RESOURCE_NOT_FOUND',
  ],
  ['the same once more', after(() => Promise.resolve(), { at: 0 }), 'DUPLICATE_EVENT'],
  ['too many of the skill', limited({ notice: { perSecond: 1, burst: 1 } }), 'TOO_MANY_REQUESTS'],
  ['too many for one customer', limited(oneADay), 'CUSTOMER_LIMIT_EXCEEDED'],
  ['a failure of Amazon', failing(500), 'INTERNAL_ERROR'],
  ['an outage of Amazon', failing(503), 'SERVICE_UNAVAILABLE'],
];

/** The client has words of its own for these, and none for the others. */
const words: Readonly<Record<number, RegExp>> = {
  400: /required parameter is not present or is incorrectly formatted/,
  403: /authentication token is invalid/,
  409: /duplicate events using the same referenceId/,
  429: /more calls than the allowed limit/,
  500: /internal error for a valid request/,
};

for (const profile of noticeErrorProfiles) {
  describe(`Amazon's client for Node.js shows the answer, in the form ${profile}, to`, () => {
    for (const [name, fail, today, { options = {}, skill = {}, said } = {}] of rows) {
      const code = profile === '2019' && today === 'INVALID_TOKEN' ? 'TOKEN_NOT_VALID' : today;
      it(`${name}: ${noticeErrors[code].status} ${code}`, () =>
        withAmazonClient(
          async bench => {
            const refusal = await fail(bench);
            assert.equal(refusal.status, noticeErrors[code].status);
            assert.match(refusal.said, words[refusal.status] ?? /^Unknown error$/);
            const { message } = refusal.body as { message: string };
            const names = profile === '2019' ? said : undefined;
            if (names !== undefined) assert.match(message, names);
            const own = encodeNoticeError({ code, profile, ...(names !== undefined && { message }) });
            assert.deepEqual(refusal.body, own);
          },
          { options: { noticeProfile: profile, ...options }, skill },
        ));
    }
  });
}

describe("Amazon's client for Node.js, at the development address,", () => {
  it('is never answered 432', () =>
    withAmazonClient(async bench => {
      await bench.gateway.limits(oneADay);
      for (const at of [0, 1, 2]) assert.equal(await bench.post(createClientNotice({ at }), 'DEVELOPMENT'), 202);
    }));

  for (const [status, notice] of [
    [400, { expiresAt: 1 }],
    [403, { user: 'nobody' }],
    [409, { at: 0 }],
  ] as const) {
    it(`is answered ${status} as at the live one`, () =>
      withAmazonClient(async ({ post }) => {
        assert.equal(await post(createClientNotice(), 'DEVELOPMENT'), 202);
        assert.equal((await refusalOf(post(createClientNotice(notice), 'DEVELOPMENT'))).status, status);
      }));
  }
});
