import assert from 'node:assert/strict';
import { it } from 'node:test';
import { validateEvent } from '@gatehouse/protocol';
import { changeReports } from './change-reports.ts';

it('changeReports are different, valid, and of three properties each', () => {
  assert.equal(new Set(changeReports).size, 96);
  for (const text of changeReports) {
    assert.deepEqual(validateEvent(JSON.parse(text)), []);
    assert.equal(text.match(/"timeOfSample"/g)?.length, 3);
  }
});
