import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import type { Customer } from '../customer/customer.ts';
import { CustomerRegistry } from '../customer/customer-registry.ts';
import { Limiter } from '../limit/limiter.ts';
import type { Link } from '../link/link.ts';
import { LinkRegistry } from '../link/link-registry.ts';
import { fingerprintSecret } from '../skill/secret-fingerprint.ts';
import type { Skill } from '../skill/skill.ts';
import { SkillRegistry } from '../skill/skill-registry.ts';
import { powerReport } from '../test/gateway-fixture.ts';
import { EVENT_SCOPE, NOTICE_SCOPE } from '../token/token.ts';
import { TokenRegistry } from '../token/token-registry.ts';
import type { ReceivedBody } from './event-body.ts';
import { type EventHouse, type EventRequest, type JudgedEvent, judgeEvent } from './judge-event.ts';
import { judgeSize } from './judge-size.ts';
import type { Profile } from './profile.ts';

const skill: Skill = {
  skillId: 'skill-1',
  name: 'Skill',
  clientId: 'client-1',
  clientSecret: fingerprintSecret('gatehouse-secret-judge', new Uint8Array(16)),
  stage: 'live',
  permissions: ['alexa::async_event:write'],
  invoke: 'http',
  publications: [],
};
const customer: Customer = { userId: 'user-1', region: 'NA', locale: 'en-US', timeZone: 'UTC', notifications: {} };
const link: Link = { id: 'link-1', skillId: 'skill-1', userId: 'user-1', region: 'NA', since: 0 };

interface TestHouse extends EventHouse {
  readonly clock: VirtualClock;
  readonly limits: Limiter;
  readonly token: string;
  /** A token of the skill alone. */
  readonly ownToken: string;
}

function open(mode: 'strict' | 'observed' = 'strict', profile: Profile = 'current'): TestHouse {
  const clock = createVirtualClock();
  const policy = { codeLifetimeMs: 1_000, accessTokenLifetimeMs: 3_600_000, rotateRefreshTokens: false };
  const tokens = new TokenRegistry(policy, { clock, random: createSeededRandom(5) });
  const house = {
    mode,
    profile,
    limits: new Limiter(clock),
    tokens,
    skills: new SkillRegistry(),
    customers: new CustomerRegistry(),
    links: new LinkRegistry(),
  };
  house.skills.put(skill);
  house.customers.put(customer);
  house.links.put(link);
  const owner = {
    skillId: 'skill-1',
    stage: 'live',
    scope: EVENT_SCOPE,
    link: { id: 'link-1', userId: 'user-1' },
  } as const;
  const token = tokens.createPair(owner).accessToken.reveal();
  const own = tokens.createPair({ skillId: 'skill-1', stage: 'live', scope: NOTICE_SCOPE }).accessToken.reveal();
  return { ...house, clock, token, ownToken: own };
}

interface Ask extends Partial<Omit<EventRequest, 'body'>> {
  readonly message?: unknown;
  readonly body?: ReceivedBody;
}

function judge(house: TestHouse, ask: Ask = {}): JudgedEvent {
  const { message = powerReport(house.token), body, ...rest } = ask;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const size = judgeSize(body ?? { type: 'whole', text });
  if (size.type === 'refused') return { verdict: size.refusal };
  const authorization = `Bearer ${house.token}`;
  const contentType = 'application/json;charset=UTF-8';
  return judgeEvent({ region: 'NA', authorization, contentType, body: size.body, ...rest }, house);
}

function without(message: Record<string, unknown>, member: 'scope' | 'endpoint' | 'value'): unknown {
  const text = JSON.stringify(message, (key, value: unknown) => (key === member ? undefined : value));
  return JSON.parse(text);
}

interface Case {
  readonly name: string;
  readonly ask: (house: TestHouse) => Ask | Promise<Ask>;
  readonly rule: string;
  readonly code: string;
}

const TOKEN = 'INVALID_ACCESS_TOKEN_EXCEPTION';
const NEVER = 'SKILL_NEVER_ENABLED_EXCEPTION';
const MALFORMED = 'INVALID_REQUEST_EXCEPTION';
const LARGE = 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION';
const PERMISSION = 'INSUFFICIENT_PERMISSION_EXCEPTION';
const SKILL = 'SKILL_NOT_FOUND_EXCEPTION';

const listing = (count: number, name: string = 'AddOrUpdateReport'): object => ({
  event: {
    header: { namespace: 'Alexa.Discovery', name },
    payload: { endpoints: Array.from({ length: count }, () => ({})) },
  },
});

const cases: readonly Case[] = [
  {
    name: 'a body over the limit',
    ask: () => ({ body: { type: 'too-large' } }),
    rule: 'event/body-too-large',
    code: LARGE,
  },
  {
    name: 'half a body',
    ask: () => ({ body: { type: 'incomplete' } }),
    rule: 'event/body-incomplete',
    code: MALFORMED,
  },
  {
    name: '301 endpoints, whatever the token',
    ask: () => ({ message: listing(301), authorization: undefined }),
    rule: 'event/too-many-endpoints',
    code: LARGE,
  },
  {
    name: '301 endpoints in a DeleteReport',
    ask: () => ({ message: listing(301, 'DeleteReport') }),
    rule: 'event/too-many-endpoints',
    code: LARGE,
  },
  { name: 'no Authorization', ask: () => ({ authorization: undefined }), rule: 'event/token-missing', code: TOKEN },
  { name: 'a blank Authorization', ask: () => ({ authorization: ' ' }), rule: 'event/token-missing', code: TOKEN },
  {
    name: 'another scheme',
    ask: ({ token }) => ({ authorization: `Basic ${token}` }),
    rule: 'event/token-scheme',
    code: TOKEN,
  },
  {
    name: 'an unknown token before broken JSON',
    ask: () => ({ authorization: 'Bearer x', message: '{' }),
    rule: 'event/token-unknown',
    code: TOKEN,
  },
  {
    name: 'an expired token',
    ask: async ({ clock }) => {
      await clock.advance(3_600_000);
      return {};
    },
    rule: 'event/token-expired',
    code: TOKEN,
  },
  {
    name: 'a revoked token',
    ask: ({ tokens }) => {
      tokens.revokeLink('link-1');
      return {};
    },
    rule: 'event/token-revoked',
    code: TOKEN,
  },
  {
    name: 'different tokens in header and scope',
    ask: () => ({ message: powerReport('other') }),
    rule: 'event/token-mismatch',
    code: TOKEN,
  },
  {
    name: 'a deleted skill',
    ask: ({ skills }) => {
      skills.remove('skill-1');
      return {};
    },
    rule: 'event/skill-unknown',
    code: SKILL,
  },
  {
    name: 'a skill in another stage, before broken JSON',
    ask: ({ skills }) => {
      skills.put({ ...skill, stage: 'certification' });
      return { message: '{' };
    },
    rule: 'event/skill-stage',
    code: SKILL,
  },
  {
    name: 'a deleted customer',
    ask: ({ customers }) => {
      customers.remove('user-1');
      return {};
    },
    rule: 'event/customer-unknown',
    code: 'ACCOUNT_NOT_FOUND_EXCEPTION',
  },
  {
    name: 'a link that is gone without revocation',
    ask: ({ links }) => {
      links.remove('skill-1', 'user-1');
      return {};
    },
    rule: 'event/never-enabled',
    code: NEVER,
  },
  {
    name: 'a token of an earlier link',
    ask: ({ links }) => {
      links.put({ ...link, id: 'link-2' });
      return {};
    },
    rule: 'event/never-enabled',
    code: NEVER,
  },
  {
    name: 'a customer who moved, in the old region',
    ask: ({ customers }) => {
      customers.put({ ...customer, region: 'EU' });
      return {};
    },
    rule: 'event/customer-moved',
    code: NEVER,
  },
  {
    name: 'a customer who moved, in the new region',
    ask: ({ customers }) => {
      customers.put({ ...customer, region: 'EU' });
      return { region: 'EU' };
    },
    rule: 'event/customer-moved',
    code: NEVER,
  },
  { name: 'the wrong region', ask: () => ({ region: 'FE' }), rule: 'event/wrong-region', code: NEVER },
  {
    name: 'a skill without the permission',
    ask: ({ skills }) => {
      skills.put({ ...skill, permissions: [] });
      return {};
    },
    rule: 'event/permission-missing',
    code: PERMISSION,
  },
  {
    name: 'a token of the skill alone',
    ask: ({ ownToken }) => ({ authorization: `Bearer ${ownToken}`, message: powerReport(ownToken) }),
    rule: 'event/token-scope',
    code: PERMISSION,
  },
  { name: 'broken JSON', ask: () => ({ message: '{' }), rule: 'event/body-not-json', code: MALFORMED },
  {
    name: 'no UTF-8',
    ask: () => ({ body: { type: 'whole', text: undefined } }),
    rule: 'event/body-encoding',
    code: MALFORMED,
  },
  {
    name: 'another content type',
    ask: () => ({ contentType: 'text/plain' }),
    rule: 'event/content-type',
    code: MALFORMED,
  },
  { name: 'no content type', ask: () => ({ contentType: undefined }), rule: 'event/content-type', code: MALFORMED },
  {
    name: 'no scope',
    ask: ({ token }) => ({ message: without(powerReport(token), 'scope') }),
    rule: 'scope-missing',
    code: MALFORMED,
  },
  { name: 'a blank scope token', ask: () => ({ message: powerReport(' ') }), rule: 'scope-token', code: MALFORMED },
  {
    name: 'no endpoint',
    ask: ({ token }) => ({ message: without(powerReport(token), 'endpoint') }),
    rule: 'endpoint-missing',
    code: MALFORMED,
  },
  {
    name: 'a property without value',
    ask: ({ token }) => ({ message: without(powerReport(token), 'value') }),
    rule: 'value-missing',
    code: MALFORMED,
  },
];

describe('judgeEvent() by the 2019 edition', () => {
  const renamed: readonly [string, (house: TestHouse) => void, Ask, string][] = [
    ['a revoked token', ({ tokens }) => tokens.revokeLink('link-1'), {}, 'event/token-revoked'],
    ['the wrong region', () => {}, { region: 'FE' }, 'event/wrong-region'],
    ['a link that is gone', ({ links }) => void links.remove('skill-1', 'user-1'), {}, 'event/never-enabled'],
    ['a deleted customer', ({ customers }) => void customers.remove('user-1'), {}, 'event/customer-unknown'],
  ];
  for (const [name, change, ask, rule] of renamed) {
    it(`refuses ${name}: SKILL_DISABLED_EXCEPTION, for the same cause`, () => {
      const house = open('strict', '2019');
      change(house);
      const { verdict } = judge(house, ask);
      assert.ok(verdict.type === 'refused');
      assert.deepEqual([verdict.code, verdict.reason.rule], ['SKILL_DISABLED_EXCEPTION', rule]);
      assert.match(verdict.reason.source, /2019/);
    });
  }

  it('leaves every other refusal as it is', () => {
    const { verdict } = judge(open('strict', '2019'), { authorization: undefined });
    assert.ok(verdict.type === 'refused' && verdict.code === TOKEN);
  });
});

describe('judgeEvent() on limits', () => {
  it('throttles after token and standing, before JSON and rules', () => {
    const house = open();
    house.limits.change({ customer: { perSecond: 1, burst: 1 } });
    assert.equal(judge(house).verdict.type, 'accepted');
    const throttled = judge(house, { message: '{' }).verdict;
    assert.ok(throttled.type === 'refused');
    assert.deepEqual([throttled.code, throttled.reason.rule], ['THROTTLING_EXCEPTION', 'limit/customer']);
    const { verdict } = judge(house, { authorization: 'Bearer x' });
    assert.ok(verdict.type === 'refused' && verdict.code === TOKEN);
  });

  it('takes nothing for an event whose sender is refused', () => {
    const house = open();
    house.limits.change({ customer: { perSecond: 1, burst: 1 } });
    judge(house, { region: 'EU' });
    assert.equal(judge(house).verdict.type, 'accepted');
  });
});

describe('judgeEvent() in strict mode', () => {
  for (const { name, ask, rule, code } of cases) {
    it(`refuses ${name}: ${code}`, async () => {
      const house = open();
      const { verdict } = judge(house, await ask(house));
      assert.ok(verdict.type === 'refused');
      assert.deepEqual([verdict.code, verdict.reason.rule], [code, rule]);
      assert.ok(verdict.reason.source !== '' && verdict.reason.message !== '');
      assert.doesNotMatch(JSON.stringify(verdict), /GATEHOUSE-/);
    });
  }

  it('accepts a valid event and says whose it is', () => {
    const { verdict, owner } = judge(open());
    assert.ok(verdict.type === 'accepted');
    assert.deepEqual([verdict.kind, verdict.problems], ['ChangeReport', []]);
    assert.equal(owner?.link?.userId, 'user-1');
  });

  it('takes 300 endpoints as not too many', () => {
    const { verdict } = judge(open(), { message: listing(300) });
    assert.ok(verdict.type === 'refused' && verdict.code === MALFORMED);
  });

  it('counts endpoints in the two reports of discovery only: 413 is documented for them', () => {
    for (const name of ['Discover.Response', 'Response']) {
      const { verdict } = judge(open(), { message: listing(301, name) });
      assert.ok(verdict.type === 'refused' && verdict.code === MALFORMED, name);
    }
  });

  it('names field, endpoint, rule and source of a value out of range', () => {
    const house = open();
    const message = JSON.stringify(powerReport(house.token)).replace('"ON"', '"DIM"');
    const { verdict } = judge(house, { message });
    assert.ok(verdict.type === 'refused');
    assert.equal(verdict.reason.pointer, '/event/payload/change/properties/0/value');
    assert.match(verdict.reason.message, /powerState.*lamp-1/);
    assert.equal(verdict.reason.basis, 'documented');
  });

  it('refuses an event that is only ever a synchronous reply', () => {
    const house = open();
    const header = { namespace: 'Alexa', name: 'DeferredResponse', messageId: 'm', payloadVersion: '3' };
    const { verdict } = judge(house, { message: { event: { header, payload: {} } } });
    assert.ok(verdict.type === 'refused' && verdict.code === MALFORMED);
  });
});

describe('judgeEvent() in observed mode', () => {
  it("lets the scope's token decide, whatever the header and content type", () => {
    const { verdict } = judge(open('observed'), { authorization: 'Basic x', contentType: undefined });
    assert.equal(verdict.type, 'accepted');
  });

  it('refuses an unknown token in the scope: 401', () => {
    const { verdict } = judge(open('observed'), { message: powerReport('other') });
    assert.ok(verdict.type === 'refused' && verdict.reason.rule === 'event/token-unknown');
  });

  const malformed: readonly [string, (house: TestHouse) => Ask, string][] = [
    ['broken JSON', () => ({ message: '{' }), 'event/body-not-json'],
    ['no scope', house => ({ message: without(powerReport(house.token), 'scope') }), 'scope-missing'],
    ['a blank scope token', () => ({ message: powerReport(' ') }), 'scope-token'],
    ['no event', () => ({ message: {} }), 'event-missing'],
    ['a property without value', ({ token }) => ({ message: without(powerReport(token), 'value') }), 'value-missing'],
  ];
  for (const [name, ask, rule] of malformed) {
    it(`refuses ${name}: 400`, () => {
      const house = open('observed');
      const { verdict } = judge(house, ask(house));
      assert.ok(verdict.type === 'refused');
      assert.deepEqual([verdict.code, verdict.reason.rule], [MALFORMED, rule]);
    });
  }

  it('accepts what only the documents forbid, and reports it', () => {
    const house = open('observed');
    const message = JSON.stringify(powerReport(house.token)).replace('"messageId":"message-1",', '');
    const { verdict } = judge(house, { message });
    assert.ok(verdict.type === 'accepted');
    assert.ok(verdict.problems.some(problem => problem.severity === 'warning'));
  });

  it('accepts an event without a payload as one with an empty one', () => {
    const house = open('observed');
    const message = JSON.parse(JSON.stringify(powerReport(house.token))) as { event: Record<string, unknown> };
    delete message.event.payload;
    const { verdict } = judge(house, { message });
    assert.ok(verdict.type === 'accepted');
    assert.deepEqual(verdict.event?.event.payload, {});
  });
});
