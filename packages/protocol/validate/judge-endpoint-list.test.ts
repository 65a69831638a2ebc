import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edit } from '../test/edit.ts';
import { sampleEvents } from '../test/sample-events.ts';
import { validateEvent } from './validate-event.ts';

const most = 256 * 1024;

/** A report without scope whose payload has so many bytes, and no rule broken but that of its size. */
function reportOfSize(bytes: number): unknown {
  const sample = sampleEvents.AddOrUpdateReport?.event.payload.endpoints;
  assert.ok(Array.isArray(sample));
  const named = Array.from({ length: 60 }, (_, index) => ({
    ...sample[0],
    endpointId: `lamp-${index}`,
    cookie: { a: 'ü' },
  }));
  const missing = bytes - Buffer.byteLength(JSON.stringify({ endpoints: named }));
  const filled = named.map((endpoint, index) => ({
    ...endpoint,
    cookie: { a: `ü${'x'.repeat(Math.floor(missing / 60) + (index < missing % 60 ? 1 : 0))}` },
  }));
  return edit(sampleEvents.AddOrUpdateReport, '/event/payload', { endpoints: filled });
}

describe('judgeEndpointList()', () => {
  it('takes a payload of 256 KB', () => {
    assert.deepEqual(validateEvent(reportOfSize(most), { posted: false }), []);
  });

  it('refuses a payload of one byte more in both modes, and says how large it is', () => {
    for (const mode of ['strict', 'observed'] as const) {
      const problems = validateEvent(reportOfSize(most + 1), { posted: false, mode });
      assert.deepEqual(
        problems.map(({ rule, severity, pointer }) => [rule, severity, pointer]),
        [['discovery-report-size', 'error', '/event/payload']],
      );
      assert.match(problems[0]?.message ?? '', /has 262145 bytes; allowed 262144$/);
    }
  });

  it('counts the scope, which is part of the payload', () => {
    const token = { type: 'BearerToken', token: 'gatehouse-secret-token' };
    const problems = validateEvent(edit(reportOfSize(most), '/event/payload/scope', token));
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['discovery-report-size'],
    );
  });

  it('does not limit the bytes of a Discover.Response', () => {
    const renamed = edit(reportOfSize(most + 1), '/event/header/name', 'Discover.Response');
    assert.deepEqual(validateEvent(renamed, { posted: false }), []);
  });

  it('does not throw at a value that JSON does not have', () => {
    const odd = edit(sampleEvents.AddOrUpdateReport, '/event/payload/endpoints/0/cookie', { a: 1n });
    const problems = validateEvent(odd, { posted: false });
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['member-type'],
    );
  });
});
