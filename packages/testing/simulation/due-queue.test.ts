import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DueQueue } from './due-queue.ts';

it('removeFirst() takes things in the order of their times, and of their addition when these are equal', () => {
  const step = fc.option(fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const queue = new DueQueue<{ dueAt: number; number: number }>();
      let model: { dueAt: number; number: number }[] = [];
      for (const [number, dueAt] of steps.entries()) {
        if (dueAt === null) {
          model = model.slice(1);
          queue.removeFirst();
        } else {
          model = [...model, { dueAt, number }].sort((a, b) => a.dueAt - b.dueAt || a.number - b.number);
          queue.add({ dueAt, number });
        }
        assert.deepEqual(queue.first(), model[0]);
        assert.equal(queue.items().length, model.length);
      }
    }),
  );
});
