import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { encodeError } from './encode-error.ts';

test('encodeError() tells name, code and message, and no stack when the error is one of the table', () => {
  const error = new GatehouseError('store-failed', 'The disk is full', { pointer: '/store' });
  assert.deepEqual(encodeError(error), { name: 'GatehouseError', code: 'store-failed', message: 'The disk is full' });
});

test('encodeError() tells where it happened when nobody has expected the error', () => {
  const { stack, ...rest } = encodeError(new TypeError('x is not a function'));
  assert.deepEqual(rest, { name: 'TypeError', message: 'x is not a function' });
  assert.match(stack ?? '', /encode-error\.test\.ts/);
});

test('encodeError() tells the codes of the system and of SQLite, which may be numbers', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  assert.equal(encodeError(refused).code, 'ECONNREFUSED');
  assert.equal(encodeError(Object.assign(new Error('full'), { code: 13 })).code, '13');
});

test('encodeError() tells the causes, and ends when an error is its own cause', () => {
  const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const told = encodeError(new GatehouseError('store-failed', 'The disk is full', { cause }));
  assert.deepEqual([told.cause?.message, told.cause?.code], ['no space left', 'ENOSPC']);
  const loop: Error = new Error('again');
  loop.cause = loop;
  assert.ok(JSON.stringify(encodeError(loop)).length < 20_000);
});

for (const secret of [
  'Atza|GATEHOUSE-1',
  'Atzr%7CGATEHOUSE-2',
  'Bearer abc.def-3',
  'Atc|MQEBI-4',
  'Basic dXNlcjpw',
  'atza|lower',
]) {
  test(`encodeError() hides what begins with ${secret.slice(0, 5)} when it stands in message, stack or cause`, () => {
    const cause = new Error(`refused {"header":"${secret}"}`);
    const text = JSON.stringify(encodeError(new Error(`sent (${secret}), refused`, { cause })));
    assert.equal(text.includes(secret.slice(6)), false);
    assert.match(text, /sent \(\[secret\]\), refused/);
  });
}

test('encodeError() leaves out whatever else hangs on the error', () => {
  const error = Object.assign(new Error('x'), { request: { token: 'gatehouse-secret-1' } });
  assert.deepEqual(Object.keys(encodeError(error)).sort(), ['message', 'name', 'stack']);
});
