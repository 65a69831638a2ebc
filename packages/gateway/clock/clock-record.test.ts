import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fc from 'fast-check';
import { encodeClockRecord, parseClockRecord } from './clock-record.ts';

const moment = fc.integer({ min: 0, max: Date.UTC(10_000, 0, 1) - 1 });

describe('parseClockRecord()', () => {
  it('gives back the state that encodeClockRecord() was given', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.double({ min: 0.001, max: 1e6, noNaN: true }), moment, moment, (...parts) => {
        const [frozen, scale, now, machineNow] = parts;
        const state = { frozen, scale, now, machineNow: frozen ? 0 : machineNow };
        assert.deepEqual(parseClockRecord(JSON.parse(JSON.stringify(encodeClockRecord(state)))), state);
      }),
    );
  });

  const good = { frozen: false, scale: 1, now: '2026-01-01T00:00:00.000Z', machineNow: '2026-01-01T00:00:00.000Z' };
  const wrong: readonly [string, object, string][] = [
    ['a record without a time', { frozen: true, scale: 1 }, '/now'],
    ['a running clock without the machine’s time', { ...good, machineNow: undefined }, '/machineNow'],
    ['a time that is none', { ...good, now: 'soon' }, '/now'],
    ['a pace out of range', { ...good, scale: 0 }, '/scale'],
    ['a member that means nothing', { ...good, speed: 1 }, '/speed'],
  ];
  for (const [name, value, pointer] of wrong) {
    it(`refuses ${name}`, () => {
      const record = { kind: 'clock', key: 'clock', value: JSON.parse(JSON.stringify(value)) } as const;
      assert.throws(
        () => parseClockRecord(record),
        (error: unknown) => error instanceof GatehouseError && error.pointer === pointer,
      );
    });
  }
});
