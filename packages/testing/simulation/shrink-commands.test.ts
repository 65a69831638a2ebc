import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Command } from './command.ts';
import { shrinkCommands } from './shrink-commands.ts';

function press(atMs: number): Command {
  return { atMs, deed: { type: 'press', customer: 'ann' } };
}

it('shrinkCommands() leaves exactly what a failure needs, in order', async () => {
  const lists = fc
    .uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 24 })
    .chain(times => fc.tuple(fc.constant(times), fc.subarray(times, { maxLength: Math.min(4, times.length) })));
  await fc.assert(
    fc.asyncProperty(lists, async ([times, needed]) => {
      const stillFails = async (commands: readonly Command[]): Promise<boolean> =>
        needed.every(time => commands.some(({ atMs }) => atMs === time));
      const left = await shrinkCommands(times.map(press), stillFails);
      assert.deepEqual(
        left.map(({ atMs }) => atMs),
        needed,
      );
    }),
    { numRuns: 50 },
  );
});
