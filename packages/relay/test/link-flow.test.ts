import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CUSTOMER, type DeliveryBench, startBench } from './delivery-bench.ts';
import { ACCEPTED, changedValues, type FakeAnswer, refusal } from './fake-amazon.ts';

const INVALID_TOKEN = refusal(401, 'INVALID_ACCESS_TOKEN_EXCEPTION');
const DISABLED = refusal(403, 'SKILL_DISABLED_EXCEPTION');
const INVALID_GRANT: FakeAnswer = { status: 400, body: { error: 'invalid_grant', error_description: 'Revoked' } };
const INVALID_CLIENT: FakeAnswer = { status: 401, body: { error: 'invalid_client', error_description: 'Unknown' } };
const BROKEN: FakeAnswer = { status: 500, body: '<html>' };
const HOUR = 3_600_000;

async function linkState(bench: DeliveryBench): Promise<string | undefined> {
  return (await bench.store.readCustomer(CUSTOMER))?.link.state;
}

describe('delivery and the token', () => {
  it('refreshes once when several events at once are told that the token is not valid', async t => {
    const bench = await startBench(t);
    const [first] = ['Atza|GATEHOUSE-1'];
    bench.amazon.onEvent = event => (event.token === first ? INVALID_TOKEN : ACCEPTED);
    for (let i = 0; i < 5; i++) await bench.putPower('ON', { endpointId: `lamp-${i}` });
    await bench.settle();
    assert.equal(bench.amazon.tokenForms.filter(form => form.grant_type === 'refresh_token').length, 1);
    const { delivered } = await bench.store.readLedger();
    assert.equal(delivered, 5);
    const again = bench.amazon.events.filter(event => event.token !== first);
    assert.deepEqual(
      again.map(event => event.messageId).sort(),
      [...new Set(bench.amazon.events.map(event => event.messageId))].sort(),
    );
  });

  it('parks the customer when a token just refreshed is refused, and posts nothing more', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => INVALID_TOKEN;
    await bench.putPower('ON');
    await bench.settle();
    assert.equal(bench.amazon.events.length, 2);
    assert.equal(await linkState(bench), 'lost');
    await bench.putPower('OFF');
    await bench.advance(HOUR);
    assert.equal(bench.amazon.events.length, 2);
    assert.equal((await bench.store.readLane(CUSTOMER)).state, 'parked');
  });

  it('sends what was held for want of a grant as soon as Alexa has discovered', async t => {
    const bench = await startBench(t, { linked: 'none' });
    const id = await bench.putPower('ON');
    await bench.settle();
    assert.deepEqual(await bench.store.readLane(CUSTOMER).then(({ state, reason }) => [state, reason]), [
      'held',
      'no-grant',
    ]);
    await bench.acceptGrant('NA');
    await bench.advance(bench.config.discoverGraceMs);
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it("makes Alexa's picture equal the device's after linking again", async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => INVALID_TOKEN;
    await bench.putPower('ON');
    await bench.settle();
    await bench.putPower('OFF');
    bench.amazon.onEvent = () => ACCEPTED;
    await bench.acceptGrant(undefined, 'GATEHOUSE-CODE-2');
    const before = bench.amazon.events.length;
    await bench.advance(bench.config.discoverGraceMs - 1);
    assert.equal(bench.amazon.events.length, before, 'Alexa discovers first');
    await bench.advance(200);
    assert.deepEqual(bench.amazon.events.slice(before).map(changedValues), [['OFF']]);
    assert.equal(await linkState(bench), 'active');
  });

  it('parks the customer when the refresh token is void, without posting', async t => {
    const bench = await startBench(t);
    bench.amazon.onToken = () => INVALID_GRANT;
    await bench.advance(HOUR);
    await bench.putPower('ON');
    await bench.settle();
    assert.deepEqual(bench.amazon.events, []);
    assert.equal(await linkState(bench), 'lost');
  });

  it('keeps grant and event while the token endpoint is down, and uses up no resend', async t => {
    const bench = await startBench(t);
    bench.amazon.onToken = () => BROKEN;
    await bench.advance(HOUR);
    const id = await bench.putPower('ON');
    await bench.advance(20_000);
    assert.deepEqual(bench.amazon.events, []);
    assert.equal(await linkState(bench), 'active');
    bench.amazon.onToken = () => undefined;
    await bench.advance(60_000);
    const record = await bench.read(id);
    assert.deepEqual([record.status, record.attempts.length], ['delivered', 1]);
    assert.match(record.decisions[0]?.why ?? '', /the grant is kept/);
  });

  it('holds the whole skill when its credentials are refused, probes with one lane, and goes on when they are mended', async t => {
    const bench = await startBench(t);
    await bench.acceptGrant('NA', 'GATEHOUSE-CODE-2', 'customer-2');
    await bench.advance(HOUR);
    bench.amazon.onToken = () => INVALID_CLIENT;
    const asked = bench.amazon.tokenForms.length;
    const ids = [await bench.putPower('ON'), await bench.putPower('ON', { customer: 'customer-2' })];
    await bench.settle();
    const first = bench.amazon.tokenForms.length - asked;
    assert.ok(first <= 2);
    await bench.advance(5 * 60_000);
    assert.ok(bench.amazon.tokenForms.length - asked <= first + 5, 'one question a minute');
    assert.deepEqual(bench.log.lines.filter(line => line.message.startsWith('Delivery is held')).length, 1);
    bench.amazon.onToken = () => undefined;
    await bench.advance(3 * 60_000);
    assert.deepEqual(await Promise.all(ids.map(async id => (await bench.read(id)).status)), ['delivered', 'delivered']);
    assert.equal(await linkState(bench), 'active');
  });

  it('holds the whole skill when it lacks the permission', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => refusal(403, 'INSUFFICIENT_PERMISSION_EXCEPTION');
    const id = await bench.putPower('ON');
    await bench.settle();
    await bench.putPower('ON', { endpointId: 'lamp-2' });
    await bench.advance(59_000);
    assert.equal(bench.amazon.events.length, 1);
    bench.amazon.onEvent = () => ACCEPTED;
    await bench.advance(2_000);
    assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(bench.amazon.events.length, 3);
  });
});

describe('delivery and the region', () => {
  it('asks for the region after a 403, corrects it, and sends there from then on', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = event => (event.region === 'EU' ? ACCEPTED : DISABLED);
    bench.amazon.onRegion = () => ({ status: 200, body: { endpoints: ['api.eu.amazonalexa.com'] } });
    const id = await bench.putPower('ON');
    await bench.settle();
    await bench.putPower('OFF');
    await bench.settle();
    assert.deepEqual(
      bench.amazon.events.map(event => event.region),
      ['NA', 'EU', 'EU'],
    );
    assert.equal((await bench.store.readCustomer(CUSTOMER))?.region, 'EU');
    assert.equal(bench.amazon.regionAsks, 1);
    const { decisions } = await bench.read(id);
    assert.deepEqual(
      decisions.map(decision => decision.what),
      ['relocate', 'region', 'delivered'],
    );
  });

  it('parks as disabled when the region was right and the grant is old', async t => {
    const bench = await startBench(t);
    await bench.advance(bench.config.disabledGraceMs);
    bench.amazon.onEvent = () => DISABLED;
    await bench.putPower('ON');
    await bench.settle();
    assert.equal(bench.amazon.events.length, 1);
    assert.equal(await linkState(bench), 'disabled');
  });

  it('parks as disabled when the corrected region refuses too', async t => {
    const bench = await startBench(t);
    await bench.advance(bench.config.disabledGraceMs);
    bench.amazon.onEvent = () => DISABLED;
    bench.amazon.onRegion = () => ({ status: 200, body: { endpoints: ['api.fe.amazonalexa.com'] } });
    await bench.putPower('ON');
    await bench.settle();
    assert.deepEqual(
      bench.amazon.events.map(event => event.region),
      ['NA', 'FE'],
    );
    assert.equal(await linkState(bench), 'disabled');
  });

  it('does not give up a link shortly after the grant', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => DISABLED;
    const id = await bench.putPower('ON');
    await bench.advance(3_500);
    assert.equal(await linkState(bench), 'active');
    bench.amazon.onEvent = () => ACCEPTED;
    await bench.advance(10_000);
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('does not give up a link because the look-up does not answer', async t => {
    const bench = await startBench(t);
    await bench.advance(bench.config.disabledGraceMs);
    bench.amazon.onEvent = () => DISABLED;
    bench.amazon.onRegion = () => BROKEN;
    await bench.putPower('ON');
    await bench.settle();
    assert.equal(await linkState(bench), 'active');
  });

  it('asks for a region that nobody has named before the first send, once for all endpoints', async t => {
    const bench = await startBench(t, { linked: 'unknown' });
    bench.amazon.onRegion = () => ({ status: 200, body: { endpoints: ['api.fe.amazonalexa.com'] } });
    for (let i = 0; i < 3; i++) await bench.putPower('ON', { endpointId: `lamp-${i}` });
    await bench.settle();
    assert.deepEqual(
      bench.amazon.events.map(event => event.region),
      ['FE', 'FE', 'FE'],
    );
    assert.equal((await bench.store.readCustomer(CUSTOMER))?.region, 'FE');
  });

  for (const [what, answer] of [
    ['names no host', { status: 200, body: { endpoints: [] } }],
    ['does not answer', BROKEN],
  ] as const) {
    it(`assumes North America, and says so, when the look-up ${what}`, async t => {
      const bench = await startBench(t, { linked: 'unknown' });
      bench.amazon.onRegion = () => answer;
      const id = await bench.putPower('ON');
      await bench.settle();
      assert.deepEqual(
        bench.amazon.events.map(event => event.region),
        ['NA'],
      );
      assert.match((await bench.read(id)).decisions[0]?.why ?? '', /NA is assumed, as configured/);
    });
  }

  it('parks the customer when account or stage is gone', async t => {
    for (const [code, state] of [
      ['ACCOUNT_NOT_FOUND_EXCEPTION', 'account-not-found'],
      ['SKILL_NOT_FOUND_EXCEPTION', 'stage-changed'],
    ] as const) {
      const bench = await startBench(t);
      bench.amazon.onEvent = () => refusal(404, code);
      await bench.putPower('ON');
      await bench.settle();
      assert.equal(await linkState(bench), state);
      assert.equal(bench.amazon.events.length, 1);
    }
  });
});
