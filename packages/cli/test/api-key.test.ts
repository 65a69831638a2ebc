import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelayConfig, hashApiKey } from '@gatehouse/relay';
import { createVirtualClock } from '@gatehouse/testing';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const host = createRecordingHost({ env: {}, clock: createVirtualClock() });
  const code = await runProgram(['keys', 'api', ...words], host);
  return { code, ...host.written };
}

describe('gatehouse keys api', () => {
  it('prints a key and an entry that the relay takes as it is', async () => {
    const { code, out } = await run('--json', '--id', 'forwarder', '--scope', 'write', 'directives');
    assert.equal(code, 0);
    const { key, entry } = JSON.parse(out);
    assert.match(key, /^ghk_[A-Za-z0-9_-]{43}$/);
    const hash = hashApiKey(key).toString('hex');
    assert.deepEqual(entry, { id: 'forwarder', hash, scopes: ['write', 'directives'] });
    assert.deepEqual(createRelayConfig({ section: { apiKeys: [entry] } }).apiKeys, [entry]);
  });

  it('makes another key and another id each time, and an end when it is told one', async () => {
    const [one, two] = [await run('--json'), await run('--json', '--expires', '2027-01-31T00:00:00Z')].map(({ out }) =>
      JSON.parse(out),
    );
    assert.notEqual(one.key, two.key);
    assert.notEqual(one.entry.id, two.entry.id);
    assert.deepEqual(Object.keys(one.entry), ['id', 'hash']);
    assert.equal(
      createRelayConfig({ section: { apiKeys: [two.entry] } }).apiKeys?.[0]?.expiresAt,
      Date.UTC(2027, 0, 31),
    );
  });

  it('shows the key once, and never in the entry', async () => {
    const { out } = await run();
    const [key = ''] = /ghk_\S+/.exec(out) ?? [];
    assert.equal(out.split(key).length, 2);
    assert.ok(out.includes(hashApiKey(key).toString('hex')));
  });

  for (const words of [
    ['--scope', 'all'],
    ['--id', 'a b'],
    ['--expires', 'tomorrow'],
    ['--expires', '2025-12-31T23:59:59Z'],
  ]) {
    it(`says wrong usage when it is told ${words.join(' ')}`, async () => {
      const { code, out, err } = await run(...words);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /allowed|Allowed/);
    });
  }
});
