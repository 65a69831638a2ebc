import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { createEchoes } from './echoes.ts';

const place = { userId: 'u1', skillId: 's1', endpointId: 'e1' };

describe('createEchoes()', () => {
  it('knows for 11 s how many routines led to what an endpoint reports', async () => {
    const clock = createVirtualClock();
    const echoes = createEchoes(clock);
    assert.equal(echoes.depthOf(place), 0);
    echoes.note(place, 1);
    echoes.note(place, 3);
    await clock.advance(11_000);
    assert.equal(echoes.depthOf(place), 3);
    for (const other of [{ userId: 'u2' }, { skillId: 's2' }, { endpointId: 'e2' }]) {
      assert.equal(echoes.depthOf({ ...place, ...other }), 0);
    }
    await clock.advance(1);
    assert.equal(echoes.depthOf(place), 0);
  });

  it('forgets the oldest place beyond its bound, and all when it is reset', () => {
    const echoes = createEchoes(createVirtualClock());
    for (let number = 0; number <= 10_000; number++) echoes.note({ ...place, endpointId: `e${number}` }, 1);
    assert.deepEqual([echoes.depthOf({ ...place, endpointId: 'e0' }), echoes.depthOf(place)], [0, 1]);
    echoes.reset();
    assert.equal(echoes.depthOf(place), 0);
  });
});
