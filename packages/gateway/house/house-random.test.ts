import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSystemRandom, type Random } from '@gatehouse/client/platform';
import { createSeededRandom } from '@gatehouse/testing';
import { createHouseRandom, type HouseRandom } from './house-random.ts';

const open = (seed?: number, machine: Random = createSystemRandom()): HouseRandom => createHouseRandom(machine, seed);

describe('createHouseRandom()', () => {
  it('hands the machine’s randomness through when there is no seed, whatever is stirred in', () => {
    const [random, machine] = [open(undefined, createSeededRandom(5)), createSeededRandom(5)];
    random.stir('state');
    assert.deepEqual(
      [random.next(), random.uuid(), random.bytes(3)],
      [machine.next(), machine.uuid(), machine.bytes(3)],
    );
  });

  it('repeats itself when seed, texts and draws are the same', () => {
    const [one, two] = [open(7), open(7)].map(random => {
      const before = random.uuid();
      random.stir('link a');
      return [before, random.uuid(), random.bytes(4), random.next()];
    });
    assert.deepEqual(one, two);
  });

  it('draws something else after another text, after the same one once more, and without any', () => {
    const drawn = [[], ['a'], ['b'], ['a', 'a']].map(texts => {
      const random = open(7);
      for (const text of texts) random.stir(text);
      return random.uuid();
    });
    assert.equal(new Set(drawn).size, 4);
  });
});
