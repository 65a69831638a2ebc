import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePointer } from '../problem/pointer.ts';
import { edit } from '../test/edit.ts';
import { mutationsOf } from '../test/mutations.ts';
import { readVectorFile } from '../test/read-vectors.ts';
import { sampleNotice } from '../test/sample-notices.ts';
import { noticeNames } from './notice-name.ts';
import { isNotice, validateNotice } from './validate-notice.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const order = sampleNotice('AMAZON.OrderStatus.Updated');

/** The example of the page's update. */
const update = readVectorFile('rules/notice.jsonl').find(
  ({ name }) => name === 'the update as the page prints it',
)?.value;

function rulesOf(value: unknown, options: Parameters<typeof validateNotice>[1] = { now }): string[] {
  return validateNotice(value, options).map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('validateNotice()', () => {
  it('finds nothing in a notice of each name', () => {
    for (const name of noticeNames) assert.deepEqual(rulesOf(sampleNotice(name)), [], name);
  });

  it('takes the update as the page prints it, and notes its dots', () => {
    assert.deepEqual(rulesOf(update, {}), ['note notice-reference-tolerated']);
    const within = { now: Date.UTC(2023, 5, 22, 22, 10, 1) };
    assert.deepEqual(rulesOf(update, within), ['note notice-reference-tolerated']);
  });

  it('refuses the dots when the letter of the page is asked for', () => {
    const options = { now: Date.UTC(2023, 5, 22, 22, 10, 1), references: 'documented' } as const;
    assert.deepEqual(rulesOf(update, options), ['error notice-reference-letters']);
    assert.deepEqual(rulesOf(order, { now, references: 'documented' }), []);
  });

  it('counts the expiry from now, to the millisecond', () => {
    const expiring = (ms: number): string[] =>
      rulesOf(edit(order, '/expiryTime', new Date(now + ms).toISOString()), { now });
    assert.deepEqual(expiring(5 * 60_000), []);
    assert.deepEqual(expiring(5 * 60_000 - 1), ['error notice-expiry']);
    assert.deepEqual(expiring(24 * 3_600_000), []);
    assert.deepEqual(expiring(24 * 3_600_000 + 1), ['error notice-expiry']);
  });

  it('refuses nothing for its expiry when it is not told the time', () => {
    const value = edit(order, '/expiryTime', '2020-01-01T00:00:00Z');
    assert.deepEqual(rulesOf(value, {}), ['warning notice-expiry-span']);
  });

  it('reads a time without a zone as UTC when it counts the expiry', () => {
    const value = edit(order, '/expiryTime', '2026-01-02T03:09:04.999');
    assert.deepEqual(rulesOf(value), ['warning notice-timestamp-zone', 'error notice-expiry']);
  });

  it('says what is wrong and what is allowed', () => {
    const messages = validateNotice(edit(order, '/event/payload/state/status', 'ORDER_LOST'), { now }).map(
      problem => problem.message,
    );
    assert.deepEqual(messages, [
      'event.payload.state.status is "ORDER_LOST"; allowed PREORDER_RECEIVED, ORDER_RECEIVED, ORDER_PREPARING, ORDER_SHIPPED, ORDER_OUT_FOR_DELIVERY, ORDER_DELIVERED',
    ]);
  });

  it('never throws, points at what is there or should be, and is no stricter in observed mode', () => {
    const notices = fc.constantFrom(...noticeNames).chain(name => mutationsOf(sampleNotice(name)));
    fc.assert(
      fc.property(fc.oneof(notices, fc.jsonValue()), value => {
        const strict = validateNotice(value, { now });
        const observed = validateNotice(value, { now, mode: 'observed' });
        for (const { pointer } of strict) assert.ok(parsePointer(pointer));
        const errors = (problems: typeof strict): string[] =>
          problems.filter(({ severity }) => severity === 'error').map(({ rule, pointer }) => `${rule} ${pointer}`);
        const known = new Set(errors(strict));
        assert.ok(errors(observed).every(error => known.has(error)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its findings few when a notice is hostile', () => {
    const entries = Array.from({ length: 5000 }, () => ({ locale: 'xx', a: '' }));
    assert.ok(validateNotice(edit(order, '/localizedAttributes', entries), { now }).length <= 300);
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    assert.deepEqual(rulesOf(edit(order, '/event/payload', deep)), ['error message-depth']);
  });
});

describe('isNotice()', () => {
  it('tells notices from messages', () => {
    assert.equal(isNotice(order), true);
    assert.equal(isNotice({ relevantAudience: 1 }), true);
    assert.equal(isNotice({ event: { name: 'AMAZON.Other' } }), true);
    assert.equal(isNotice({ event: { header: { namespace: 'Alexa' } }, relevantAudience: {} }), false);
    assert.equal(isNotice({ event: { name: 'other' } }), false);
    assert.equal(isNotice([]), false);
  });
});
