import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeReferenceId, encodeTimestamp, type JsonObject, validateNotice } from '@gatehouse/protocol';
import fc from 'fast-check';
import { type RequestedNotice, readNotice } from './read-notice.ts';

const NOW = 1_767_225_600_000;
const MINUTE = 60_000;

const wire: JsonObject = {
  timestamp: '2026-01-01T00:00:00Z',
  referenceId: 'order1',
  expiryTime: '2026-01-01T02:00:00Z',
  event: {
    name: 'AMAZON.OrderStatus.Updated',
    payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'localizedattribute:sellerName' } } },
  },
  localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
  relevantAudience: { type: 'Unicast', payload: { user: 'user-1' } },
};

function read(over: JsonObject, without: readonly string[] = []): RequestedNotice {
  const body = Object.fromEntries(Object.entries({ ...wire, ...over }).filter(([name]) => !without.includes(name)));
  return readNotice(body, { now: NOW, stage: 'live' });
}

function codesOf({ warnings }: RequestedNotice): readonly string[] {
  return warnings.map(({ code, pointer }) => `${code} ${pointer}`);
}

test('readNotice() takes the wire form, with every time in UTC and milliseconds', () => {
  const { notice, warnings, problems, ...rest } = read({ timestamp: '2026-01-01T05:00:00+05:00' });
  assert.deepEqual(notice, { ...wire, timestamp: '2026-01-01T00:00:00.000Z', expiryTime: '2026-01-01T02:00:00.000Z' });
  assert.deepEqual([warnings, problems], [[], []]);
  const expiry = NOW + 120 * MINUTE;
  assert.deepEqual(rest, { event: 'AMAZON.OrderStatus.Updated', expiry, stage: 'live', user: 'user-1' });
});

test('readNotice() takes the short form: audience, businessKey, expiresInSeconds, and now where no time is given', () => {
  const short = {
    audience: 'all',
    businessKey: 'Order 4711/a',
    expiresInSeconds: 600,
    region: ['eu', 'NA'],
    stage: 'development',
  };
  const requested = read(short, ['relevantAudience', 'referenceId', 'expiryTime', 'timestamp']);
  assert.deepEqual(requested.notice.relevantAudience, { type: 'Multicast', payload: {} });
  assert.equal(requested.notice.referenceId, encodeReferenceId('Order 4711/a'));
  assert.equal(requested.notice.timestamp, encodeTimestamp(NOW));
  assert.deepEqual(
    [requested.expiry, requested.regions, requested.stage],
    [NOW + 600_000, ['EU', 'NA'], 'development'],
  );
  assert.deepEqual([requested.problems, 'user' in requested], [[], false]);
});

test('readNotice() lets a notice without an expiry live as long as Alexa allows, without a warning', () => {
  const requested = read({}, ['expiryTime']);
  assert.deepEqual([requested.expiry, codesOf(requested)], [NOW + 1_439 * MINUTE, []]);
});

test('readNotice() moves an expiry into what Alexa takes, with a warning where it was written', () => {
  const soon = read({ expiryTime: '2025-12-31T00:00:00Z' });
  assert.deepEqual([soon.expiry, codesOf(soon)], [NOW + 5.5 * MINUTE, ['expiry-clamped /expiryTime']]);
  const late = read({ expiresInSeconds: 86_400 }, ['expiryTime']);
  assert.deepEqual([late.expiry, codesOf(late)], [NOW + 1_439 * MINUTE, ['expiry-clamped /expiresInSeconds']]);
});

test('readNotice() reads a time without a zone as UTC, and warns of it and of dots in a referenceId', () => {
  const requested = read({ timestamp: '2026-01-01T00:00:01', referenceId: 'unique.reference.id.1' });
  assert.equal(requested.notice.timestamp, '2026-01-01T00:00:01.000Z');
  assert.equal(codesOf(requested)[0], 'time-without-zone /timestamp');
  assert.ok(codesOf(requested).some(code => code.endsWith('/referenceId')));
  assert.deepEqual(requested.problems, []);
});

test('readNotice() reports what the rules of notices find, where the sender wrote it', () => {
  const pointersOf = (requested: RequestedNotice): readonly string[] =>
    requested.problems.map(({ pointer }) => pointer);
  assert.deepEqual(pointersOf(read({ event: { name: 'AMAZON.Other', payload: {} } })), ['/event/name']);
  assert.deepEqual(pointersOf(read({ relevantAudience: { type: 'Broadcast' } })), ['/relevantAudience/type']);
  assert.ok(pointersOf(read({ localizedAttributes: [{ locale: 'xx-XX' }] })).length > 0);
});

test('readNotice() refuses what cannot be made a notice, with a pointer', () => {
  for (const [over, pointer] of [
    [{ surprise: true }, '/surprise'],
    [{ timestamp: 'soon' }, '/timestamp'],
    [{ expiryTime: 5 }, '/expiryTime'],
    [{ expiresInSeconds: 600 }, '/expiresInSeconds'],
    [{ businessKey: 'a' }, '/businessKey'],
    [{ audience: 'all' }, '/audience'],
    [{ region: [] }, '/region'],
    [{ stage: 1 }, '/stage'],
    [{ relevantAudience: { type: 'Unicast', payload: { user: 'a\u0000' } } }, '/relevantAudience/payload/user'],
  ] as const) {
    assert.throws(() => read(over), { code: 'invalid-request', pointer });
  }
  for (const [without, over, pointer] of [
    ['relevantAudience', {}, '/audience'],
    ['relevantAudience', { audience: { user: '' } }, '/audience'],
    ['relevantAudience', { audience: { user: '\ud800' } }, '/audience/user'],
    ['referenceId', {}, '/referenceId'],
    ['referenceId', { businessKey: '' }, '/businessKey'],
    ['expiryTime', { expiresInSeconds: Number.NaN }, '/expiresInSeconds'],
  ] as const) {
    assert.throws(() => read(over, [without]), { code: 'invalid-request', pointer });
  }
  assert.throws(() => readNotice(null, { now: NOW, stage: 'live' }), { code: 'invalid-request', pointer: '' });
});

test('readNotice() makes a notice without problems that Alexa takes at that moment, of any expiry and key', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      fc.string({ minLength: 1 }),
      (expiresInSeconds, businessKey) => {
        const requested = read({ expiresInSeconds, businessKey }, ['expiryTime', 'referenceId']);
        assert.deepEqual(requested.problems, []);
        assert.deepEqual(validateNotice(requested.notice, { now: NOW, references: 'documented' }), []);
        assert.equal(Date.parse(String(requested.notice.expiryTime)), requested.expiry);
      },
    ),
  );
});
