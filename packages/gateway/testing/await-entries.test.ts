import assert, { AssertionError } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { powerReport } from '../test/gateway-fixture.ts';
import { lampSkill } from '../test/lamp-skill.ts';
import { startGateway } from './start-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

describe('awaitEntries()', () => {
  let gateway: TestGateway;
  let token: string;

  before(async () => {
    gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.addCustomer();
    await gateway.link();
    token = (await gateway.tokens()).access_token;
  });

  after(() => gateway.stop());

  async function report(messageId: string, value: string, seconds: number): Promise<void> {
    const text = JSON.stringify(powerReport(token, messageId))
      .replace('"ON"', JSON.stringify(value))
      .replace('00:00.000Z', `00:${String(seconds).padStart(2, '0')}.000Z`);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${gateway.urls.na}/v3/events`, { method: 'POST', headers, body: text });
    await answer.text();
  }

  const ids = (entries: readonly { messageId?: string }[]): (string | undefined)[] =>
    entries.map(each => each.messageId);

  it('answers entries that are there, and those that come while it waits', async () => {
    await report('first', 'ON', 1);
    assert.deepEqual(ids(await gateway.until({ kind: 'ChangeReport' })), ['first']);
    const waited = gateway.until({ kind: 'ChangeReport' }, { count: 2, timeoutMs: 10_000 });
    await report('second', 'OFF', 2);
    assert.deepEqual(ids(await waited), ['first', 'second']);
  });

  it('passes over entries that differ in effect, reason or verdict', async () => {
    const off = { type: 'state', name: 'powerState', value: 'OFF' };
    assert.deepEqual(ids(await gateway.until({ kind: 'ChangeReport', effect: off })), ['second']);
    const stale = gateway.until({ reason: 'stale-sample', verdict: 'accepted' }, { timeoutMs: 10_000 });
    await report('third', 'ON', 0);
    assert.deepEqual(ids(await stale), ['third']);
    const both = gateway.until({ effect: off }, { count: 2, timeoutMs: 10_000 });
    await report('fourth', 'ON', 3);
    await report('fifth', 'OFF', 4);
    assert.deepEqual(ids(await both), ['second', 'fifth']);
  });

  it('rejects when the time is up, with what did come', async () => {
    await assert.rejects(gateway.until({ kind: 'DoorbellPress' }, { timeoutMs: 1 }), error => {
      assert.ok(error instanceof AssertionError);
      assert.match(error.message, /^Waited 1 ms for an entry of the journal with kind "DoorbellPress"; found none\n/);
      assert.match(error.message, /expected kind "DoorbellPress", found "ChangeReport"/);
      return true;
    });
  });

  it('rejects at once a filter that means nothing', async () => {
    const wrong = gateway.until({ status: 999 }, { timeoutMs: 10_000 });
    await assert.rejects(wrong, { code: 'invalid-request', pointer: '/match/status' });
  });

  it('ends when the gateway stops', async () => {
    const waited = gateway.until({ kind: 'WakeUp' }, { timeoutMs: 30_000 });
    const ended = assert.rejects(waited);
    await gateway.stop();
    await ended;
  });
});
