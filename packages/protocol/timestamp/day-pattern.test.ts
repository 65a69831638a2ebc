import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayPattern } from './day-pattern.ts';

describe('dayPattern', () => {
  it('has every day of the years 1000 to 9999 and no other', () => {
    const pattern = new RegExp(`^${dayPattern}$`);
    for (let year = 1000; year <= 9999; year += 1) {
      for (const [month, days] of [31, 28 + leapDay(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].entries()) {
        const prefix = `${year}-${String(month + 1).padStart(2, '0')}-`;
        assert.ok(pattern.test(`${prefix}01`) && pattern.test(`${prefix}${days}`), prefix);
        assert.ok(!pattern.test(`${prefix}00`) && !pattern.test(`${prefix}${days + 1}`), prefix);
      }
    }
    for (const text of ['0999-12-31', '10000-01-01', '2026-00-01', '2026-13-01', '2026-1-01', '2026-01-1', '']) {
      assert.ok(!pattern.test(text), text);
    }
  });
});

function leapDay(year: number): number {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 1 : 0;
}
