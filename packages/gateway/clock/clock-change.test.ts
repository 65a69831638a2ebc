import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { LONGEST_ADVANCE_MS, parseClockChange } from './clock-change.ts';

function pointerOf(body: unknown): string | undefined {
  try {
    parseClockChange(body);
  } catch (error) {
    assert.ok(error instanceof GatehouseError);
    assert.equal(error.code, 'invalid-request');
    return error.pointer;
  }
  return assert.fail('Expected a refusal');
}

describe('parseClockChange()', () => {
  it('takes each member, and none', () => {
    const whole = { freeze: true, scale: 0.001, advanceMs: LONGEST_ADVANCE_MS };
    assert.deepEqual(parseClockChange({ ...whole, now: '2026-01-01T00:00:00.5Z' }), {
      ...whole,
      now: Date.UTC(2026, 0, 1) + 500,
    });
    assert.deepEqual(parseClockChange({}), {});
  });

  const wrong: readonly [string, unknown, string][] = [
    ['no object', 7, ''],
    ['no body', undefined, ''],
    ['a member that means nothing', { speed: 2 }, '/speed'],
    ['freeze as a text', { freeze: 'true' }, '/freeze'],
    ['a scale of nothing', { scale: 0 }, '/scale'],
    ['a scale below the slowest', { scale: 0.0009 }, '/scale'],
    ['a scale above the quickest', { scale: 1_000_001 }, '/scale'],
    ['time that goes back', { advanceMs: -1 }, '/advanceMs'],
    ['a part of a millisecond', { advanceMs: 0.5 }, '/advanceMs'],
    ['more than ten years', { advanceMs: LONGEST_ADVANCE_MS + 1 }, '/advanceMs'],
    ['a time as a number', { now: 0 }, '/now'],
    ['a time without a zone', { now: '2026-01-01T00:00:00' }, '/now'],
    ['a time before 1970', { now: '1969-12-31T23:59:59.999Z' }, '/now'],
  ];
  for (const [name, body, pointer] of wrong) {
    it(`refuses ${name}`, () => assert.equal(pointerOf(body), pointer));
  }
});
