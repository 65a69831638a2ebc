import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EndedLinks } from './ended-links.ts';

const HOUR_MS = 60 * 60 * 1000;

function open(count: number): EndedLinks {
  const links = new EndedLinks();
  for (let index = 0; index < count; index++) links.add(`link-${index}`, { at: index, revoked: true });
  return links;
}

describe('EndedLinks', () => {
  it('isRevoked() tells links that the customer ended from those that were left', () => {
    const links = new EndedLinks();
    links.add('ended', { at: 0, revoked: true });
    links.add('left', { at: 0, revoked: false });
    assert.deepEqual(
      ['ended', 'left', 'other'].map(id => links.isRevoked(id)),
      [true, false, false],
    );
  });

  it('add() answers what is new, keeps the time of the first end, and takes back no revocation', () => {
    const links = new EndedLinks();
    assert.deepEqual(links.add('a', { at: 1, revoked: false }), { at: 1, revoked: false });
    assert.equal(links.add('a', { at: 2, revoked: false }), undefined);
    assert.deepEqual(links.add('a', { at: 3, revoked: true }), { at: 1, revoked: true });
    assert.equal(links.add('a', { at: 4, revoked: false }), undefined);
    assert.deepEqual([...links.entries()], [['a', { at: 1, revoked: true }]]);
  });

  it('takeForgotten() takes all that are due, once the oldest has been so for an hour', () => {
    const links = open(3);
    assert.equal(links.takeForgotten({ before: HOUR_MS - 1, most: 9 }).size, 0);
    assert.deepEqual([...links.takeForgotten({ before: HOUR_MS, most: 9 })], ['link-0', 'link-1', 'link-2']);
    assert.equal(links.size, 0);
  });

  it('takeForgotten() leaves what is not due', () => {
    const links = open(3);
    links.add('late', { at: 2 * HOUR_MS, revoked: true });
    assert.equal(links.takeForgotten({ before: HOUR_MS, most: 9 }).size, 3);
    assert.deepEqual(
      [...links.entries()].map(([id]) => id),
      ['late'],
    );
  });

  it('takeForgotten() takes the oldest of too many, due or not, and a tenth in advance', () => {
    const links = open(21);
    assert.deepEqual([...links.takeForgotten({ before: -HOUR_MS, most: 20 })], ['link-0', 'link-1', 'link-2']);
    assert.equal(links.takeForgotten({ before: -HOUR_MS, most: 20 }).size, 0);
  });

  it('takeForgotten() takes none of none', () => {
    assert.equal(new EndedLinks().takeForgotten({ before: HOUR_MS, most: 1 }).size, 0);
  });
});
