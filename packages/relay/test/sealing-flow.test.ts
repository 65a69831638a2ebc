import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createSystemClock, createSystemRandom, Secret, silentLog } from '@gatehouse/client/platform';
import { memberOf, textAt } from '@gatehouse/protocol';
import { Keyring } from '../seal/keyring.ts';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, type SealingKeys } from '../seal/sealing-keys.ts';
import { CUSTOMER, type RelayBench, startRelay } from './relay-bench.ts';

const random = createSystemRandom();
const one = addSealingKey(undefined, { id: 'one', bytes: random.bytes(KEY_BYTES) });
const both = addSealingKey(one, { id: 'two', bytes: random.bytes(KEY_BYTES) });
const POWER = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };

/** Seals again what the relay has stored, as a relay with other keys would, or breaks it. */
async function rewriteGrant(bench: RelayBench, rewrite: (ring: Keyring, text: string) => string): Promise<void> {
  const ringOf = (keys: SealingKeys): Keyring =>
    new Keyring({ keys: new Secret(encodeSealingKeys(keys)), clock: createSystemClock(), random, log: silentLog });
  const { tokens: before = '', generation = 0 } = (await bench.store.readGrant(CUSTOMER)) ?? {};
  const opened = await ringOf(one).open(CUSTOMER, before);
  assert.ok(opened.type === 'opened');
  const tokens = rewrite(ringOf(both), opened.text);
  assert.equal(await bench.store.resealGrant({ customer: CUSTOMER, generation, before, tokens }), true);
}

/** A relay with the key `one` that has started anew since a grant was rewritten, and so holds none open. */
async function startRewritten(
  t: TestContext,
  { rewrite, readKeys }: { rewrite: (ring: Keyring, text: string) => string; readKeys?: () => Promise<string> },
): Promise<RelayBench> {
  const section = { keys: encodeSealingKeys(one), delivery: { discoverGraceMs: 0, probeMs: 50 } };
  const bench = await startRelay(t, { section, ...(readKeys === undefined ? {} : { readKeys }) });
  await bench.putLamp();
  const { accessToken, refreshToken } = bench.amazon.createTokens(CUSTOMER);
  const body = { accessToken: accessToken.reveal(), refreshToken: refreshToken.reveal(), expiresInSeconds: 3_600 };
  await bench.call('PUT', `/v1/customers/${CUSTOMER}/grant`, { body: { region: 'NA', ...body } });
  await rewriteGrant(bench, rewrite);
  return bench;
}

async function laneReason(bench: RelayBench): Promise<string> {
  for (;;) {
    const { body } = await bench.call('GET', `/v1/customers/${CUSTOMER}`);
    const reason = textAt(body, ['lane', 'reason']);
    if (reason !== undefined) return reason;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

describe('a grant that does not open', () => {
  it('keeps its events, says why on the lane, and is used once its key is back', async t => {
    let file = encodeSealingKeys(one);
    const bench = await startRewritten(t, {
      rewrite: (ring, text) => ring.seal(CUSTOMER, text),
      readKeys: async () => file,
    });
    await bench.patch([POWER]);
    assert.match(await laneReason(bench), /could not be opened \[sealing-key-unknown\].*key file/s);
    const { body } = await bench.call('GET', `/v1/customers/${CUSTOMER}`);
    assert.equal(textAt(body, ['link', 'state']), 'active');
    assert.equal(memberOf(memberOf(body, 'lane'), 'queued'), 1);
    file = encodeSealingKeys(both);
    await bench.call('POST', '/v1/keys/reseal');
    await bench.amazon.waitFor(1, { kind: 'ChangeReport' });
    assert.equal(bench.amazon.heard({ path: 'token' }).length, 0);
  });

  it('keeps its events when it was changed, and sends them once the customer links again', async t => {
    const bench = await startRewritten(t, { rewrite: (ring, text) => `${ring.seal(CUSTOMER, text)}AAAA` });
    await rewriteBroken(bench);
    await bench.patch([POWER]);
    assert.match(await laneReason(bench), /could not be opened \[grant-unreadable\]/);
    assert.equal(bench.amazon.requests.length, 0);
    await bench.link();
    await bench.amazon.waitFor(1, { kind: 'ChangeReport' });
  });
});

/** A text that was sealed with a key of the relay's, and is none any more. */
async function rewriteBroken(bench: RelayBench): Promise<void> {
  const { tokens: before = '', generation = 0 } = (await bench.store.readGrant(CUSTOMER)) ?? {};
  const tokens = before.replace('.two.', '.one.');
  assert.equal(await bench.store.resealGrant({ customer: CUSTOMER, generation, before, tokens }), true);
}
