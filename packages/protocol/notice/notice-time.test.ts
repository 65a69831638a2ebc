import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseNoticeTime } from './notice-time.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('parseNoticeTime()', () => {
  it('reads the documented form, with and without fractions', () => {
    assert.deepEqual(parseNoticeTime('2026-01-02T03:04:05Z'), { at, form: 'documented' });
    assert.deepEqual(parseNoticeTime('2026-01-02T03:04:05.00Z'), { at, form: 'documented' });
  });

  it('reads offsets and the digits of Python', () => {
    assert.deepEqual(parseNoticeTime('2026-01-02T08:04:05+05:00'), { at, form: 'tolerated' });
    assert.deepEqual(parseNoticeTime('2026-01-02T03:04:05.000456+00:00'), { at, form: 'tolerated' });
  });

  it('reads a time without a zone as UTC', () => {
    assert.deepEqual(parseNoticeTime('2026-01-02T03:04:05.000456'), { at, form: 'zoneless' });
  });

  it('reads nothing else', () => {
    for (const text of ['', '2026-01-02', 'now', '2026-02-30T00:00:00', '2026-01-02T03:04:05ZZ']) {
      assert.equal(parseNoticeTime(text), undefined, text);
    }
  });

  it('reads every time that toISOString() writes, as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), ms => {
        assert.deepEqual(parseNoticeTime(new Date(ms).toISOString()), { at: ms, form: 'documented' });
      }),
    );
  });
});
