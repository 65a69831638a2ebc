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
  assert.equal(parseCustomerEvents(many(1_000)).length, 1_000);
  for (const parse of [() => parseEvents(many(1_001), 'c-1'), () => parseCustomerEvents(many(1_001))]) {
    refused(parse, { code: 'too-large', pointer: '/events' });
  }
});

test('parseCustomerEvents() takes events of several customers, each with its place', () => {
  const events = ['a', 'b', 'a'].map(customer => ({ customer, event: message }));
  assert.deepEqual(
    parseCustomerEvents({ events }).map(({ customer, index, pointer }) => [customer, index, pointer]),
    [
      ['a', 0, '/events/0/event'],
      ['b', 1, '/events/1/event'],
      ['a', 2, '/events/2/event'],
    ],
  );
});

for (const entry of [7, null, message, { event: message }, { customer: '', event: message }, { customer: 7 }]) {
  test(`parseCustomerEvents() refuses the entry ${JSON.stringify(entry).slice(0, 40)} and says which`, () => {
    const events = [{ customer: 'c-1', event: message }, entry];
    refused(() => parseCustomerEvents({ events }), { code: 'invalid-request', pointer: '/events/1/customer' });
  });
}
