import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeEntry } from './encode-entry.ts';
import type { JournalEntry } from './journal-entry.ts';
import { listSecrets, redactSecrets } from './redact-secrets.ts';

const BEARER = 'Atza|GATEHOUSE-a1b2c3d4e5f6';

function entryWith(more: Partial<JournalEntry>): JournalEntry {
  const base = {
    id: 'entry-1',
    at: '2026-01-01T00:00:00.000Z',
    region: 'NA',
    path: '/v3/events',
    status: 202,
  } as const;
  return { ...base, verdict: 'accepted', effects: [], ...more };
}

/** The same, always member by member. */
function redactWhole(entry: JournalEntry, secrets: readonly string[]): unknown {
  const { request, effects, ...rest } = entry;
  const known = listSecrets(request).union(new Set(secrets));
  const redacted = {
    ...(redactSecrets(rest, { known, byMember: false }) as object),
    effects: redactSecrets(effects, { known }),
    ...(request !== undefined && { request: redactSecrets(request, { known }) }),
  };
  return JSON.parse(JSON.stringify(redacted));
}

const telling = fc.constantFrom(
  'token',
  'accessToken',
  'code_verifier_',
  'Client-Secret',
  'PIN',
  'api_key',
  'x-token-x',
  '__proto__',
  '[secret]',
  `a ${BEARER}`,
);
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    BEARER,
    `see ${BEARER} there`,
    `${BEARER}x`,
    '[secret]',
    'Bearer abcdefghijklmnop',
    'Basic\u00a0YWJjZGVmZ2hpag==',
  ),
  fc.constantFrom(
    'GATEHOUSE-CODE-1',
    'eyJhbGci.eyJzdWIi.c2ln',
    '?code=1234',
    '{"pin":"1234"}',
    '',
    ' ',
    'A_CODE',
    '\ud800',
  ),
);
const body = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 5 }, text, fc.double(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof({ weight: 2, arbitrary: fc.constantFrom('a', 'b', 'name') }, telling), tie('value'), {
    maxKeys: 5,
  }),
})).value;

describe('encodeEntry()', () => {
  it('writes the same whether or not it has to look at every member', () => {
    fc.assert(
      fc.property(
        body,
        fc.option(text, { nil: undefined }),
        fc.constantFrom([], [BEARER], ['a"b c d e f']),
        (request, endpointId, secrets) => {
          const entry = entryWith({ request, ...(endpointId !== undefined && { endpointId }) });
          const { text: written, facts } = encodeEntry(entry, secrets);
          const expected = redactWhole(entry, secrets) as JournalEntry;
          assert.deepEqual(JSON.parse(written), expected);
          assert.equal(facts.endpointId, expected.endpointId);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('replaces the bearer token in the scope of a report', () => {
    const request = { event: { endpoint: { scope: { type: 'BearerToken', token: BEARER }, endpointId: 'lamp-1' } } };
    const { text: written } = encodeEntry(entryWith({ request }), [BEARER]);
    assert.ok(!written.includes(BEARER));
    assert.deepEqual(JSON.parse(written).request.event.endpoint.scope, { type: 'BearerToken', token: '[secret]' });
  });

  it('cuts what is nested too deep', () => {
    const request = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    assert.match(encodeEntry(entryWith({ request })).text, /\[too deep\]/);
  });

  it('takes a secret of few letters for the whole text alone, as a blank one for none', () => {
    const request = { name: 'Button', value: 'on' };
    const { text: written } = encodeEntry(entryWith({ request }), ['on', ' ']);
    assert.deepEqual(JSON.parse(written).request, { name: 'Button', value: '[secret]' });
  });
});
