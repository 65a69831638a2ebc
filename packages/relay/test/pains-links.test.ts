import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textAt } from '@gatehouse/protocol';
import type { ScriptedAnswer } from '@gatehouse/testing';
import { type LinkedHome, POWER, startHome } from './linked-home.ts';
import { type BenchAnswer, CUSTOMER, lamp } from './relay-bench.ts';

// What hurts senders of today about links, tokens and regions, a test each.

const HOUR = 3_600_000;
const accepted = 'AcceptGrant.Response';

function nameOf({ body }: BenchAnswer): string | undefined {
  return textAt(body, ['event', 'header', 'name']);
}

function tokenAsks(home: LinkedHome, grantType: string): number {
  return home.bench.amazon.heard({ path: 'token', grantType }).length;
}

/** Sends a grant whose exchange takes long, and lets the time pass in which Alexa waits for the answer. */
async function grantSlowly(home: LinkedHome, code: string): Promise<BenchAnswer> {
  const asked = tokenAsks(home, 'authorization_code');
  const answer = home.grant(code);
  await home.bench.amazon.waitFor(asked + 1, { path: 'token', grantType: 'authorization_code' });
  await home.pass(8_000);
  return answer;
}

describe('Endless "access token is not valid" with re-linking as the cure', () => {
  it('a token that is refused before its time is refreshed once, and the event arrives; nobody links again', async t => {
    const home = await startHome(t);
    home.bench.amazon.expire(CUSTOMER);
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass();
    assert.deepEqual(
      home.reports().map(({ status }) => status),
      [401, 202],
    );
    assert.equal(tokenAsks(home, 'refresh_token'), 1);
    assert.equal((await home.event(id)).status, 'delivered');
    assert.equal((await home.customer()).link.state, 'active');
  });

  it('a token that has run out is refreshed before it is used: no message is ever refused for it', async t => {
    const home = await startHome(t);
    for (let hour = 0; hour < 4; hour++) {
      await home.pass(HOUR);
      await home.put({ ...POWER, value: hour % 2 === 0 ? 'ON' : 'OFF' });
      await home.pass();
    }
    assert.deepEqual(home.accepted(), ['ON', 'OFF', 'ON', 'OFF']);
    assert.equal(home.reports({ status: 401 }).length, 0);
    assert.equal(tokenAsks(home, 'refresh_token'), 4);
  });

  it('a link that is lost is asked for twice and never again: no refresh loop, one line in the log', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, { code: 'INVALID_ACCESS_TOKEN_EXCEPTION', times: Infinity });
    for (let i = 0; i < 20; i++) {
      await home.put({ ...POWER, value: i % 2 === 0 ? 'ON' : 'OFF' });
      await home.pass(10 * 60_000);
    }
    assert.deepEqual([home.reports().length, tokenAsks(home, 'refresh_token')], [2, 1]);
    const { link, lane } = await home.customer();
    assert.deepEqual([link.state, lane.state, lane.queued], ['lost', 'parked', 1]);
    assert.match(link.remedy ?? '', /enables the skill again/);
    const told = home.bench.log.lines.filter(({ level }) => level === 'warn' || level === 'error');
    assert.equal(told.filter(({ message }) => message === 'A lane is parked').length, 1);
  });
});

describe('AcceptGrant answered with success although the exchange failed', () => {
  const failures: readonly (readonly [what: string, answer: ScriptedAnswer, reason: RegExp])[] = [
    ['the code is void', { code: 'invalid_grant' }, /code is not valid/],
    ['the client is unknown', { code: 'invalid_client' }, /credentials are missing or refused/],
    ['the client may not', { code: 'unauthorized_client' }, /credentials are missing or refused/],
    [
      'no refresh token comes',
      { body: { access_token: 'Atza|GATEHOUSE-lonely', token_type: 'bearer', expires_in: 3600 } },
      /no refresh token/,
    ],
    ['the answer is a page', { body: '<html>Sign in</html>' }, /could not be reached in time/],
    ['the token endpoint breaks', { status: 500 }, /could not be reached in time/],
    ['the token endpoint is silent', { hang: true }, /could not be reached in time/],
    ['the connection is cut', { cut: 'before' }, /could not be reached in time/],
    ['the answer is cut, and the code used up', { cut: 'body' }, /refused the exchange/],
  ];
  it('it is answered ACCEPT_GRANT_FAILED with the reason, nothing is linked, and the next try links', async t => {
    const home = await startHome(t, { linked: false });
    const { amazon } = home.bench;
    for (const [what, answer, reason] of failures) {
      await t.test(what, async () => {
        amazon.plan({ path: 'token' }, { ...answer, times: Infinity });
        const { status, body } = await grantSlowly(home, amazon.createCode(CUSTOMER).reveal());
        assert.equal(status, 200);
        assert.equal(textAt(body, ['event', 'header', 'namespace']), 'Alexa.Authorization');
        assert.equal(textAt(body, ['event', 'header', 'name']), 'ErrorResponse');
        assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
        assert.match(textAt(body, ['event', 'payload', 'message']) ?? '', reason);
        assert.equal((await home.customer()).link.state, 'none');
        amazon.clearPlans();
        assert.equal(nameOf(await grantSlowly(home, amazon.createCode(CUSTOMER).reveal())), accepted);
        assert.equal((await home.customer()).link.state, 'active');
        assert.equal((await home.bench.call('DELETE', `/v1/customers/${CUSTOMER}/grant`)).status, 204);
      });
    }
  });

  it('it is answered after the grant is stored: a store that fails is a failure too', async t => {
    const putGrant = (): never => {
      throw new TypeError('The disk is full');
    };
    const home = await startHome(t, { linked: false, store: { putGrant } });
    const { body } = await grantSlowly(home, home.bench.amazon.createCode(CUSTOMER).reveal());
    assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
    assert.doesNotMatch(JSON.stringify(body), /disk/);
  });

  it('the same directive twice is one exchange and two equal answers, at once and afterwards', async t => {
    const home = await startHome(t, { linked: false });
    const code = home.bench.amazon.createCode(CUSTOMER).reveal();
    const answers = [...(await Promise.all([home.grant(code), home.grant(code)])), await home.grant(code)];
    assert.deepEqual(answers.map(nameOf), [accepted, accepted, accepted]);
    assert.equal(tokenAsks(home, 'authorization_code'), 1);
  });

  it('a token endpoint that is down for two minutes costs no link: the code is tried until it is back', async t => {
    const home = await startHome(t, { linked: false });
    const code = home.bench.amazon.createCode(CUSTOMER).reveal();
    home.bench.amazon.plan({ path: 'token' }, { status: 503, times: Infinity });
    assert.equal(nameOf(await grantSlowly(home, code)), 'ErrorResponse');
    await home.put({ ...POWER, value: 'ON' });
    await home.pass(112_000);
    assert.equal((await home.customer()).link.state, 'none');
    home.bench.amazon.clearPlans();
    await home.pass(10_000);
    assert.equal((await home.customer()).link.state, 'active');
    assert.deepEqual(home.accepted(), ['ON'], 'what waited for the link is sent');
    assert.equal(nameOf(await home.grant(code)), accepted, 'and so is told whoever asks again');
  });

  it('a token endpoint that takes 30 s costs no link either', async t => {
    const home = await startHome(t, {
      linked: false,
      section: { delivery: { discoverGraceMs: 0, timeoutMs: 60_000 } },
    });
    const code = home.bench.amazon.createCode(CUSTOMER).reveal();
    home.bench.amazon.plan({ path: 'token' }, { delayMs: 30_000 });
    assert.equal(nameOf(await grantSlowly(home, code)), 'ErrorResponse');
    await home.pass(22_000);
    assert.equal((await home.customer()).link.state, 'active');
    assert.equal(nameOf(await home.grant(code)), accepted);
    assert.equal(tokenAsks(home, 'authorization_code'), 1);
  });
});

describe('Refresh without single flight', () => {
  it('twenty endpoints whose events are refused at once lead to one refresh, and all arrive', async t => {
    const home = await startHome(t);
    const { bench } = home;
    const paths = Array.from({ length: 20 }, (_, i) => `/v1/customers/${CUSTOMER}/endpoints/lamp-${i + 1}`);
    for (const [index, path] of paths.entries()) {
      await bench.call('PUT', path, { body: { ...lamp, endpointId: `lamp-${index + 1}` } });
    }
    await home.pass(5_000);
    bench.amazon.expire(CUSTOMER);
    bench.amazon.plan({ grantType: 'refresh_token' }, { delayMs: 900 });
    const change = { cause: 'PHYSICAL_INTERACTION', properties: [{ ...POWER, value: 'ON' }] };
    await Promise.all(paths.map(path => bench.call('PATCH', `${path}/state`, { body: change })));
    await home.pass(5_000);
    assert.ok(home.reports({ status: 401 }).length > 1, 'several are refused at once');
    assert.equal(tokenAsks(home, 'refresh_token'), 1);
    assert.deepEqual(home.accepted().filter(value => value === 'ON').length, 20);
  });
});

describe('An old refresh overwriting a newer link', () => {
  it('a refresh that ends after the customer linked again changes nothing: the newer tokens are used and kept', async t => {
    const home = await startHome(t);
    const { amazon } = home.bench;
    const stale = { access_token: 'Atza|GATEHOUSE-stale', refresh_token: 'Atzr|GATEHOUSE-stale' };
    amazon.plan(
      { grantType: 'refresh_token' },
      { delayMs: 5_000, body: { ...stale, token_type: 'bearer', expires_in: 3600 } },
    );
    await home.pass(HOUR);
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass(1_000);
    assert.equal(tokenAsks(home, 'refresh_token'), 1);
    assert.equal(nameOf(await home.bench.link()), accepted);
    await home.pass(10_000);
    assert.equal((await home.event(id)).status, 'delivered');
    await home.pass(HOUR);
    await home.put({ ...POWER, value: 'OFF' });
    await home.pass();
    assert.deepEqual([...new Set(home.accepted())], ['ON', 'OFF']);
    assert.ok(amazon.requests.every(({ token, body }) => !`${token} ${body}`.includes('GATEHOUSE-stale')));
  });

  it('a refresh that is refused after the customer linked again loses no link, and nobody is told so', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ grantType: 'refresh_token' }, { delayMs: 5_000, code: 'invalid_grant' });
    await home.pass(HOUR);
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass(1_000);
    assert.equal(nameOf(await home.bench.link()), accepted);
    await home.pass(10_000);
    assert.equal((await home.customer()).link.state, 'active');
    assert.equal((await home.event(id)).status, 'delivered');
    assert.deepEqual(
      home.bench.log.lines.filter(({ message }) => message === 'A lane is parked'),
      [],
    );
  });

  it('an exchange that ends after a later link changes nothing either', async t => {
    const home = await startHome(t, { linked: false });
    const { amazon } = home.bench;
    const stale = { access_token: 'Atza|GATEHOUSE-stale', refresh_token: 'Atzr|GATEHOUSE-stale' };
    amazon.plan({ path: 'token' }, { delayMs: 4_000, body: { ...stale, token_type: 'bearer', expires_in: 3600 } });
    const first = home.grant('GATEHOUSE-CODE-earlier');
    await amazon.waitFor(1, { path: 'token' });
    assert.equal(nameOf(await home.bench.link()), accepted);
    await home.pass(5_000);
    assert.equal(nameOf(await first), accepted);
    await home.put({ ...POWER, value: 'ON' });
    await home.pass();
    assert.deepEqual(home.accepted(), ['ON']);
    assert.ok(amazon.requests.every(({ token }) => token !== 'Atza|GATEHOUSE-stale'));
  });
});

describe('Wrong region reported as a disabled skill and links deleted for it', () => {
  it('the region is asked for, corrected and kept; the link stays, the event arrives, and the next goes straight there', async t => {
    const home = await startHome(t);
    await home.pass(HOUR / 2);
    home.bench.amazon.bind(CUSTOMER, 'EU');
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass();
    const { link, region } = await home.customer();
    assert.deepEqual([link.state, region], ['active', 'EU']);
    assert.equal((await home.event(id)).status, 'delivered');
    await home.put({ ...POWER, value: 'OFF' });
    await home.pass();
    assert.deepEqual(
      home.reports().map(one => [one.region, one.status]),
      [
        ['NA', 403],
        ['EU', 202],
        ['EU', 202],
      ],
    );
    assert.equal(home.bench.amazon.heard({ path: 'region' }).length, 1);
  });

  it('a skill that is disabled where the customer belongs parks the lane with the remedy, and loses no event', async t => {
    const home = await startHome(t);
    await home.pass(HOUR / 2);
    home.bench.amazon.plan({ path: 'events' }, { code: 'SKILL_DISABLED_EXCEPTION', times: Infinity });
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass(HOUR / 4);
    const { link, lane } = await home.customer();
    assert.deepEqual([link.state, lane.state, lane.queued], ['disabled', 'parked', 1]);
    assert.equal(home.reports().length, 1);
    home.bench.amazon.clearPlans();
    await home.bench.link();
    await home.pass(1_000);
    assert.equal((await home.event(id)).status, 'delivered');
  });
});

describe('None tells the two 404s apart', () => {
  for (const [code, state, remedy] of [
    ['ACCOUNT_NOT_FOUND_EXCEPTION', 'account-not-found', /still has the account/],
    ['SKILL_NOT_FOUND_EXCEPTION', 'stage-changed', /disables and enables the skill once/],
  ] as const) {
    it(`${code} parks the lane as ${state} with a remedy of its own`, async t => {
      const home = await startHome(t);
      home.bench.amazon.plan({ path: 'events' }, { code });
      await home.put({ ...POWER, value: 'ON' });
      await home.pass(HOUR);
      const { link, lane } = await home.customer();
      assert.deepEqual([link.state, lane.state, lane.queued, home.reports().length], [state, 'parked', 1, 1]);
      assert.match(link.remedy ?? '', remedy);
      const { body } = await home.bench.call('GET', `/v1/customers?state=${state}`);
      assert.equal((body as { items: unknown[] }).items.length, 1);
    });
  }
});
