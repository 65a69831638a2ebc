import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkQuery } from './check-query.ts';

const operation = { id: 'list', summary: 'list', answers: {} };
const status = { description: 'one status', schema: { type: 'string' } };
const route = { operation: { ...operation, query: { customer: status, status } } };

test('checkQuery() lets pass what the route takes', () => {
  checkQuery(route, {});
  checkQuery(route, { status: 'dead', customer: 'ann' });
});

test('checkQuery() refuses a name that is misspelt and tells those that are allowed', () => {
  assert.throws(() => checkQuery(route, { status: 'dead', custmer: 'ann' }), {
    code: 'invalid-request',
    message: 'The query has "custmer", which means nothing here; allowed are customer, status',
  });
});

test('checkQuery() refuses the names that every object has', () => {
  assert.throws(() => checkQuery(route, { constructor: 'x' }), { code: 'invalid-request' });
});

test('checkQuery() lets pass anything where no query is taken', () => {
  checkQuery({ operation }, { t: '1' });
});
