import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { Keyring } from './keyring.ts';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, type SealingKeys } from './sealing-keys.ts';

const random = createSeededRandom(5);
const one = addSealingKey(undefined, { id: 'one', bytes: random.bytes(KEY_BYTES) });
const two = addSealingKey(one, { id: 'two', bytes: random.bytes(KEY_BYTES) });
const onlyTwo: SealingKeys = { current: 'two', keys: two.keys.slice(1) };

/** A keyring whose key file is `file.text`; `file.reads` counts how often it was read. */
function openRing(keys: SealingKeys | undefined, file?: { text: string | undefined; reads: number }) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const readKeys = async (): Promise<string> => {
    if (file === undefined) return '';
    file.reads += 1;
    if (file.text === undefined) throw new TypeError('no such file');
    return file.text;
  };
  const ring = new Keyring({
    keys: keys && new Secret(encodeSealingKeys(keys)),
    readKeys: file && readKeys,
    clock,
    random,
    log,
  });
  return { ring, clock, log };
}

describe('Keyring', () => {
  it('seals with the current key, opens with each, and leaves unsealed text as it is', async () => {
    const { ring } = openRing(two);
    const old = openRing(one).ring.seal('c-1', 'tokens');
    assert.deepEqual([ring.current, ring.ids], ['two', ['one', 'two']]);
    for (const text of [ring.seal('c-1', 'tokens'), old, 'tokens']) {
      assert.deepEqual(await ring.open('c-1', text), { type: 'opened', text: 'tokens' });
    }
    assert.match(ring.seal('c-1', 'tokens'), /^sealed1\.two\./);
    assert.notEqual(ring.seal('c-1', 'tokens'), ring.seal('c-1', 'tokens'));
  });

  it('seals nothing without keys', async () => {
    const { ring } = openRing(undefined);
    assert.deepEqual([ring.current, ring.seal('c-1', 'tokens')], [undefined, 'tokens']);
  });

  it('says grant-unreadable of a text that belongs to another customer or was changed', async () => {
    const { ring } = openRing(two);
    const sealed = ring.seal('c-1', 'tokens');
    const closed = { type: 'closed', reason: 'grant-unreadable' };
    assert.deepEqual(await ring.open('c-2', sealed), closed);
    assert.deepEqual(await ring.open('c-1', `${sealed.slice(0, -3)}AAA`), closed);
    assert.deepEqual(await ring.open('c-1', 'sealed1.broken'), closed);
  });

  it('says sealing-key-unknown of a text that none of the keys has sealed, and logs the id of the key', async () => {
    const { ring, log } = openRing(one);
    const sealed = openRing(onlyTwo).ring.seal('c-1', 'tokens');
    assert.deepEqual(await ring.open('c-1', sealed), { type: 'closed', reason: 'sealing-key-unknown' });
    assert.deepEqual(
      log.lines.map(line => line.fields.key),
      ['two'],
    );
  });

  it('reads the key file anew when it meets a key that it does not know, and seals with the new one', async () => {
    const file = { text: encodeSealingKeys(two), reads: 0 };
    const { ring } = openRing(one, file);
    const sealed = openRing(two).ring.seal('c-1', 'tokens');
    const opened = await Promise.all([ring.open('c-1', sealed), ring.open('c-1', sealed)]);
    assert.deepEqual(opened, Array(2).fill({ type: 'opened', text: 'tokens' }));
    assert.deepEqual([file.reads, ring.current], [1, 'two']);
  });

  it('reads the key file at most every 5 s however many grants have an unknown key', async () => {
    const file = { text: encodeSealingKeys(one), reads: 0 };
    const { ring, clock } = openRing(one, file);
    const sealed = openRing(onlyTwo).ring.seal('c-1', 'tokens');
    for (let i = 0; i < 10; i++) assert.equal((await ring.open('c-1', sealed)).type, 'closed');
    assert.equal(file.reads, 1);
    await clock.advance(5_000);
    file.text = encodeSealingKeys(two);
    assert.equal((await ring.open('c-1', sealed)).type, 'opened');
    assert.equal(file.reads, 2);
  });

  for (const [what, text] of [
    ['is gone', undefined],
    ['is broken', '{'],
  ] as const) {
    it(`keeps its keys when the key file ${what}`, async () => {
      const { ring } = openRing(one, { text, reads: 0 });
      const sealed = ring.seal('c-1', 'tokens');
      await assert.rejects(ring.reload(), { code: 'sealing-keys-invalid' });
      assert.equal((await ring.open('c-1', openRing(onlyTwo).ring.seal('c-1', 'x'))).type, 'closed');
      assert.deepEqual(await ring.open('c-1', sealed), { type: 'opened', text: 'tokens' });
    });
  }

  it('checks the key file without taking what it holds', async () => {
    const file: { text: string | undefined; reads: number } = { text: encodeSealingKeys(two), reads: 0 };
    const { ring } = openRing(one, file);
    await ring.check();
    assert.deepEqual([ring.current, file.reads], ['one', 1]);
    for (const text of [undefined, '', '{"current":']) {
      file.text = text;
      await assert.rejects(ring.check(), { code: 'sealing-keys-invalid' });
    }
    assert.equal(ring.current, 'one');
    await openRing(one).ring.check();
  });
});
