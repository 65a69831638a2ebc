import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { parseCustomerEvents, parseEvents } from './parse-events.ts';

const message = { event: { header: {}, payload: {} }, context: {} };

function refused(parse: () => unknown, expected: { code: string; pointer: string }): void {
  assert.throws(parse, error => {
    assert.ok(error instanceof GatehouseError, String(error));
    assert.deepEqual({ code: error.code, pointer: error.pointer }, expected);
    return true;
  });
}

test('parseEvents() takes one message alone, with its context', () => {
  assert.deepEqual(parseEvents(message, 'c-1'), [{ customer: 'c-1', index: 0, pointer: '', event: message }]);
});

test('parseEvents() numbers the events of a list and looks into none of them', () => {
  assert.deepEqual(parseEvents({ events: [message, 7, null] }, 'c-1'), [
    { customer: 'c-1', index: 0, pointer: '/events/0', event: message },
    { customer: 'c-1', index: 1, pointer: '/events/1', event: 7 },
    { customer: 'c-1', index: 2, pointer: '/events/2', event: null },
  ]);
});

for (const body of [undefined, null, 7, [], [message], {}, { events: [] }, { events: {} }, { events: null }]) {
  test(`parseEvents() refuses ${JSON.stringify(body)?.slice(0, 30)}`, () => {
    refused(() => parseEvents(body, 'c-1'), { code: 'invalid-request', pointer: '/events' });
  });
}

test('both take a thousand events and no more', () => {
  const many = (count: number): unknown => ({ events: Array(count).fill({ customer: 'c-1', event: message }) });
  assert.equal(parseEvents(many(1_000), 'c-1').length, 1_000);
  assert.equal(parseCustomerEvents(many(1_000)).events.length, 1_000);
  for (const parse of [() => parseEvents(many(1_001), 'c-1'), () => parseCustomerEvents(many(1_001))]) {
    refused(parse, { code: 'too-large', pointer: '/events' });
  }
});

test('parseCustomerEvents() takes events of several customers, each with its place', () => {
  const entries = ['a', 'b', 'a'].map(customer => ({ customer, event: message }));
  const { events, rejected } = parseCustomerEvents({ events: entries });
  assert.deepEqual(rejected, []);
  assert.deepEqual(
    events.map(({ customer, index, pointer }) => [customer, index, pointer]),
    [
      ['a', 0, '/events/0/event'],
      ['b', 1, '/events/1/event'],
      ['a', 2, '/events/2/event'],
    ],
  );
});

for (const [entry, code] of [
  ...([7, null, message, { event: message }] as const).map(lacking => [lacking, 'missing'] as const),
  ...(['', 7, null, 'a\u0000b', 'x'.repeat(257)] as const).map(
    customer => [{ customer, event: message }, 'not-allowed'] as const,
  ),
] as const) {
  test(`parseCustomerEvents() rejects the entry ${JSON.stringify(entry).slice(0, 40)} alone`, () => {
    const { events, rejected } = parseCustomerEvents({ events: [{ customer: 'c-1', event: message }, entry] });
    assert.deepEqual(
      events.map(({ customer, index }) => [customer, index]),
      [['c-1', 0]],
    );
    assert.deepEqual(
      rejected.map(one => [one.index, one.code, one.pointer, one.rule]),
      [[1, code, '/events/1/customer', 'relay-customer']],
    );
    const told =
      code === 'missing' ? /^Event 1 names no customer$/ : /customer of event 1; allowed are 1 to 256 characters/;
    assert.match(rejected[0]?.message ?? '', told);
    assert.match(rejected[0]?.remedy ?? '', /device cloud/);
  });
}
