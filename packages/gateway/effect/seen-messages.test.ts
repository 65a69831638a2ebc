import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

  it('keeps skills and customers apart', () => {
    const seen = createSeenMessages();
    seen.add(key('a'));
    assert.equal(seen.has({ ...key('a'), userId: 'u2' }), false);
    assert.equal(seen.has({ ...key('a'), skillId: 's2' }), false);
    seen.reset();
    assert.equal(seen.has(key('a')), false);
  });
});
