import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeTimestamp, parseLooseTimestamp, parseTimestamp } from './timestamp.ts';

const instants = fc.date({
  min: new Date('1000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('parseTimestamp()', () => {
  it('reads what encodeTimestamp() writes, for every instant', () => {
    fc.assert(
      fc.property(instants, date => assert.equal(parseTimestamp(encodeTimestamp(date.getTime())), date.getTime())),
    );
  });

  it('takes one to three fraction digits and none', () => {
    const second = Date.UTC(2022, 1, 3, 16, 20, 50);
    assert.equal(parseTimestamp('2022-02-03T16:20:50Z'), second);
    assert.equal(parseTimestamp('2022-02-03T16:20:50.5Z'), second + 500);
    assert.equal(parseTimestamp('2022-02-03T16:20:50.52Z'), second + 520);
    assert.equal(parseTimestamp('2022-02-03T16:20:50.523Z'), second + 523);
  });

  it('keeps to the calendar', () => {
    assert.notEqual(parseTimestamp('2024-02-29T00:00:00Z'), undefined);
    assert.notEqual(parseTimestamp('2000-02-29T00:00:00Z'), undefined);
    for (const day of [
      '2023-02-29',
      '1900-02-29',
      '2023-02-30',
      '2023-04-31',
      '2023-13-01',
      '2023-00-01',
      '2023-01-00',
    ]) {
      assert.equal(parseTimestamp(`${day}T00:00:00Z`), undefined, day);
    }
  });

  it('refuses what the official schema refuses', () => {
    const refused = [
      '2022-02-03T16:20:50.123456Z',
      '2022-02-03T16:20:50+00:00',
      '2022-02-03T16:20:50.000+00:00',
      '2022-02-03T24:00:00Z',
      '2022-02-03T16:60:00Z',
      '2022-02-03T16:20:60Z',
      '2022-02-03 16:20:50Z',
      '2022-02-03T16:20:50z',
      '2022-02-03T16:20:50',
      '0999-02-03T16:20:50Z',
      '2022-02-03T16:20:50.Z',
      '',
    ];
    for (const text of refused) {
      assert.equal(parseTimestamp(text), undefined, text);
    }
  });

  it('throws for no text', () => {
    fc.assert(fc.property(fc.string(), text => parseTimestamp(text) === undefined));
  });
});

describe('parseLooseTimestamp()', () => {
  it('agrees with parseTimestamp() on every strict text', () => {
    fc.assert(
      fc.property(instants, date => {
        const text = encodeTimestamp(date.getTime());
        assert.deepEqual(parseLooseTimestamp(text), { at: date.getTime(), exact: true });
      }),
    );
  });

  it('reads an instant in any offset as the same instant', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (date, minutes) => {
        const shifted = date.getTime() + minutes * 60_000;
        const size = Math.abs(minutes);
        const zone = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
        const text = new Date(shifted).toISOString().replace('Z', `${minutes < 0 ? '-' : '+'}${zone}`);
        fc.pre(/^[1-9]\d{3}-/.test(text));
        assert.deepEqual(parseLooseTimestamp(text), { at: date.getTime(), exact: false });
      }),
    );
  });

  it("reads the misprint of the SimpleEventSource document's example as hundredths", () => {
    const at = Date.UTC(2021, 11, 12, 16, 20, 50, 520);
    assert.deepEqual(parseLooseTimestamp('2021-12-12T16:20:50:52Z'), { at, exact: false });
  });

  it('cuts micro- and nanoseconds to milliseconds', () => {
    const at = Date.UTC(2022, 1, 3, 16, 20, 50, 123);
    assert.deepEqual(parseLooseTimestamp('2022-02-03T16:20:50.123999Z'), { at, exact: false });
    assert.deepEqual(parseLooseTimestamp('2022-02-03T16:20:50.123456789+00:00'), { at, exact: false });
    assert.deepEqual(parseLooseTimestamp('2022-02-03 16:20:50.123z'), { at, exact: false });
  });

  it('refuses what is no point in time', () => {
    for (const text of ['yesterday', '2022-02-30T00:00:00+01:00', '2022-02-03T16:20:50+25:00', '2022-02-03T16:20:50']) {
      assert.equal(parseLooseTimestamp(text), undefined, text);
    }
  });
});
