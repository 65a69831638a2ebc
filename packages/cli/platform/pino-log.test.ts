import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { createPinoLog, LOG_LEVELS } from './pino-log.ts';

function record(level: string): { lines: Record<string, unknown>[]; log: ReturnType<typeof createPinoLog> } {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: createPinoLog({ level, write: line => void lines.push(JSON.parse(line)) }) };
}

test('createPinoLog() writes one JSON object a line, with the fields of the child', () => {
  const { lines, log } = record('info');
  log.child({ end: 'relay' }).info('Started', { port: 4500 });
  assert.deepEqual([lines[0]?.msg, lines[0]?.end, lines[0]?.port], ['Started', 'relay', 4500]);
});

test('createPinoLog() keeps what is below its level to itself', () => {
  for (const level of LOG_LEVELS) {
    const { lines, log } = record(level);
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each]('x');
    assert.equal(lines.length, LOG_LEVELS.indexOf(level));
  }
});

test('createPinoLog() shows no secret, wrapped or not', () => {
  const { lines, log } = record('info');
  const bare = 'gatehouse-secret-pino-1234567890';
  log.info('x', {
    wrapped: new Secret(bare),
    token: bare,
    answer: { access_token: bare, deep: { refreshToken: bare } },
  });
  assert.equal(JSON.stringify(lines).includes(bare), false);
});

test('createPinoLog() tells what an error says, in whatever field it stands', () => {
  const { lines, log } = record('info');
  const cause = new RangeError('out of range');
  log.error('Lanes could not be claimed', {
    failures: 2,
    error: new GatehouseError('store-failed', 'Full', { cause }),
  });
  const told = lines[0]?.error as { cause: { stack: string } };
  const { stack } = told.cause;
  assert.match(stack, /RangeError: out of range\n/);
  assert.deepEqual(told, {
    ...{ name: 'GatehouseError', code: 'store-failed', message: 'Full' },
    cause: { name: 'RangeError', message: 'out of range', stack },
  });
  assert.equal(lines[0]?.failures, 2);
  log.child({ reason: new Error('x') }).info('x');
  assert.equal(JSON.stringify(lines[1]?.reason).includes('"message":"x"'), true);
});

test('createPinoLog() shows no token when an error repeats one', () => {
  const { lines, log } = record('info');
  log.error('x', {
    error: new Error('POST / with Bearer Atza|GATEHOUSE-pino was refused'),
    token: 'Atza|GATEHOUSE-pino',
  });
  assert.equal(JSON.stringify(lines).includes('GATEHOUSE-pino'), false);
});
