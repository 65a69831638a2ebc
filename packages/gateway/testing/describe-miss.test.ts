import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { describeMiss, type Miss } from './describe-miss.ts';

const url = 'http://127.0.0.1:4400';

const stale = {
  code: 'stale-sample',
  message: 'powerState of endpoint lamp-1 is older than the value that is known',
  pointer: '/event/payload/change/properties/0',
  rule: 'effect/stale-sample',
  source: 'fact sheet 6.3, ordering',
  basis: 'chosen',
} as const;

const on = {
  type: 'state',
  endpointId: 'lamp-1',
  namespace: 'Alexa.PowerController',
  name: 'powerState',
  value: 'ON',
  timeOfSample: '2026-01-01T00:00:00.000Z',
  changed: true,
} as const;

function entry(number: number, more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: `entry-${number}`,
    at: '2026-01-01T00:00:00.000Z',
    region: 'NA',
    path: '/v3/events',
    status: 202,
    kind: 'ChangeReport',
    endpointId: 'lamp-1',
    verdict: 'accepted',
    effects: [],
    ...more,
  };
}

function tell(miss: Partial<Miss>): string[] {
  return describeMiss({ match: {}, count: 1, timeoutMs: 500, entries: [], url, ...miss }).split('\n');
}

describe('describeMiss()', () => {
  it('says where events go when nothing came at all', () => {
    assert.deepEqual(tell({ match: { kind: 'ChangeReport' } }), [
      'Waited 500 ms for an entry of the journal with kind "ChangeReport"; found none',
      'The journal is empty: no request has reached the gateway; send events to http://127.0.0.1:4400/v3/events',
    ]);
  });

  it('shows the nearest entry first, with what differs, what it did and why it did nothing', () => {
    const refused = entry(3, {
      status: 401,
      code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
      verdict: 'refused',
      reason: {
        code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
        message: 'The token has expired',
        rule: 'event/token-expired',
        source: 'send-events reference, HTTP status codes',
        basis: 'documented',
      },
    });
    const entries = [entry(1, { effects: [on] }), entry(2, { reason: stale, ignored: [stale] }), refused];
    const match = { endpointId: 'lamp-1', verdict: 'accepted', effect: { type: 'state', value: 'OFF' } } as const;
    assert.deepEqual(tell({ match, entries }), [
      'Waited 500 ms for an entry of the journal with endpointId "lamp-1", verdict "accepted", effect (type "state", value "OFF"); found none',
      'What did come, the nearest first (3 of 3):',
      '',
      '  ✖ entry-2: 202 accepted, ChangeReport of lamp-1 in NA',
      '    expected effect (type "state", value "OFF")',
      '    no effect, because stale-sample: powerState of endpoint lamp-1 is older than the value that is known (at /event/payload/change/properties/0); rule effect/stale-sample, chosen: fact sheet 6.3, ordering',
      '',
      '  ✖ entry-1: 202 accepted, ChangeReport of lamp-1 in NA',
      '    expected effect (type "state", value "OFF")',
      '    effect: state Alexa.PowerController powerState of lamp-1 = "ON"',
      '',
      '  ✖ entry-3: 401 INVALID_ACCESS_TOKEN_EXCEPTION, ChangeReport of lamp-1 in NA',
      '    expected verdict "accepted", found "refused"',
      '    expected effect (type "state", value "OFF")',
      '    refused, because INVALID_ACCESS_TOKEN_EXCEPTION: The token has expired; rule event/token-expired, documented: send-events reference, HTTP status codes',
    ]);
  });

  it('marks the entries that were found when there were too few, and counts what it leaves out', () => {
    const entries = Array.from({ length: 8 }, (_, index) =>
      entry(index + 1, { kind: index === 0 ? 'WakeUp' : 'Response' }),
    );
    const lines = tell({ match: { kind: 'WakeUp' }, count: 2, entries });
    assert.match(lines[0] ?? '', /for 2 entries of the journal with kind "WakeUp"; found 1$/);
    assert.match(lines[3] ?? '', /✔ entry-1: /);
    assert.equal(lines.at(-1), '… and 3 further from it');
  });

  it('cuts values that would fill the screen', () => {
    const long = entry(1, { effects: [{ ...on, value: 'x'.repeat(1_000) }] });
    const text = tell({ match: { effect: 'doorbell' }, entries: [long] }).join('\n');
    assert.ok(text.includes('…'));
    assert.ok(text.length < 600);
  });
});
