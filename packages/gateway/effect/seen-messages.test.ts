import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSeenMessages } from './seen-messages.ts';

const key = (messageId: string): { skillId: string; userId: string; messageId: string } => ({
  skillId: 's1',
  userId: 'u1',
  messageId,
});

describe('createSeenMessages()', () => {
  it('forgets the oldest beyond its limit', () => {
    const seen = createSeenMessages(2);
    for (const id of ['a', 'b', 'b', 'c']) seen.add(key(id));
    assert.deepEqual(
      ['a', 'b', 'c'].map(id => seen.has(key(id))),
      [false, true, true],
    );
  });

  it('holds the newest in their order, however many came and whatever was restored', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 5 }), (before, after, limit) => {
        const first = createSeenMessages(limit);
        for (const id of before) first.add(key(String(id)));
        const seen = createSeenMessages(limit);
        for (const record of first.records()) seen.restore(record);
        for (const id of after) seen.add(key(String(id)));
        const newest: string[] = [];
        for (const id of [...before, ...after].map(String)) {
          if (!newest.includes(id)) newest.push(id);
          if (newest.length > limit) newest.shift();
        }
        assert.deepEqual(
          [...seen.records()].map(record => record.key),
          newest.map(id => JSON.stringify(['s1', 'u1', id])),
        );
      }),
    );
  });

  it('keeps skills and customers apart', () => {
    const seen = createSeenMessages();
    seen.add(key('a'));
    assert.equal(seen.has({ ...key('a'), userId: 'u2' }), false);
    assert.equal(seen.has({ ...key('a'), skillId: 's2' }), false);
    seen.reset();
    assert.equal(seen.has(key('a')), false);
  });
});
