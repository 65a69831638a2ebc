import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Link } from './link.ts';
import { LinkRegistry } from './link-registry.ts';

function link(skillId: string, userId: string): Link {
  return { id: `${skillId}-${userId}`, skillId, userId, region: 'NA', since: 0 };
}

describe('LinkRegistry', () => {
  it('finds links by skill and customer', () => {
    const registry = new LinkRegistry();
    for (const [skillId, userId] of [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
    ] as const)
      registry.put(link(skillId, userId));
    assert.equal(registry.read('a', 'y')?.id, 'a-y');
    assert.equal(registry.read('b', 'y'), undefined);
    assert.deepEqual(
      registry.listOfSkill('a').map(({ userId }) => userId),
      ['x', 'y'],
    );
    assert.deepEqual(
      registry.listOfCustomer('x').map(({ skillId }) => skillId),
      ['a', 'b'],
    );
  });

  it('remove() answers the link as it was, once', () => {
    const registry = new LinkRegistry();
    registry.put(link('a', 'x'));
    assert.equal(registry.remove('a', 'x')?.id, 'a-x');
    assert.equal(registry.remove('a', 'x'), undefined);
    assert.deepEqual(registry.listOfCustomer('x'), []);
  });

  it('reset() ends all links', () => {
    const registry = new LinkRegistry();
    registry.put(link('a', 'x'));
    registry.reset();
    assert.equal(registry.read('a', 'x'), undefined);
  });
});
