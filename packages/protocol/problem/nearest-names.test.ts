import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nearestNames } from './nearest-names.ts';

const names = ['weather-alert', 'message-alert', 'doorbell-press', 'order-shipped', 'order-delivered'];

it('nearestNames() names the likest first, three at most', () => {
  assert.deepEqual(nearestNames('wether-alert', names).slice(0, 2), ['weather-alert', 'message-alert']);
  assert.equal(nearestNames('doorbel', names)[0], 'doorbell-press');
  assert.equal(nearestNames('ORDER', names).length, 3);
});

it('nearestNames() names none where nothing is like it', () => {
  assert.deepEqual(nearestNames('123', names), []);
  assert.deepEqual(nearestNames('', ['x']), []);
});
