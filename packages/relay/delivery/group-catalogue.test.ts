import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { claimedPut } from '../test/claimed-event.ts';
import { groupCatalogue, MOST_BYTES, splitGroup } from './group-catalogue.ts';

describe('groupCatalogue()', () => {
  it('merges what was never sent, up to 300 endpoints', () => {
    const events = Array.from({ length: 301 }, (_, i) => claimedPut(`lamp-${i}`));
    assert.deepEqual(
      groupCatalogue(events).map(group => group.length),
      [300, 1],
    );
  });

  it('keeps together what was sent together, and alone what was sent alone', () => {
    const together = ['a', 'b'].map(id => claimedPut(id, { messageId: 'shared', tries: 1 }));
    const alone = claimedPut('c', { tries: 2 });
    const fresh = claimedPut('d');
    const groups = groupCatalogue([fresh, ...together, alone]);
    assert.deepEqual(groups, [together, [alone], [fresh]]);
  });

  it('begins a new message before 256 KB are full', () => {
    const description = JSON.stringify({ cookie: 'x'.repeat(MOST_BYTES / 2) });
    const events = ['a', 'b', 'c'].map(id => claimedPut(id, { description }));
    assert.deepEqual(
      groupCatalogue(events).map(group => group.length),
      [1, 1, 1],
    );
  });

  it('loses and repeats nothing, whatever the history', () => {
    const event = fc.record({ messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4'), tries: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 50 }), drawn => {
        const events = drawn.map((more, i) => claimedPut(`lamp-${i}`, more));
        const grouped = groupCatalogue(events).flat();
        assert.equal(grouped.length, events.length);
        assert.equal(new Set(grouped).size, events.length);
      }),
    );
  });
});

describe('splitGroup()', () => {
  it('cannot divide a single event', () => {
    assert.equal(splitGroup([claimedPut('a')]), undefined);
  });

  it('halves, so that every event ends up alone after few rounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), size => {
        const [first, ...rest] = Array.from({ length: size }, (_, i) => claimedPut(`lamp-${i}`));
        assert.ok(first !== undefined);
        const halves = splitGroup([first, ...rest]);
        assert.ok(halves !== undefined);
        assert.deepEqual(halves.flat(), [first, ...rest]);
        assert.ok(Math.abs(halves[0].length - halves[1].length) <= 1);
      }),
    );
  });
});
