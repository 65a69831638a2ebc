import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEffectWords } from './effect-words.ts';
import type { JournalLine } from './gateway-api.ts';

function entry(effects: JournalLine['effects'], reason?: JournalLine['reason']): JournalLine {
  const base = { id: '1', at: '2026-01-01T00:00:00.000Z', status: 202, verdict: 'accepted', effects };
  return reason === undefined ? base : { ...base, reason };
}

const state = { type: 'state', endpointId: 'lamp-1', name: 'brightness', value: 30, changed: true };

const cases: readonly [string, JournalLine, string][] = [
  ['a changed state', entry([state]), 'brightness of lamp-1 is 30'],
  [
    'a temperature',
    entry([{ ...state, value: { value: 20.5, scale: 'CELSIUS' } }]),
    'brightness of lamp-1 is 20.5 CELSIUS',
  ],
  [
    'a connectivity',
    entry([{ ...state, name: 'connectivity', value: { value: 'OK' } }]),
    'connectivity of lamp-1 is OK',
  ],
  ['a color', entry([{ ...state, name: 'color', value: { hue: 1 } }]), 'color of lamp-1 is {"hue":1}'],
  ['nothing new', entry([{ ...state, changed: false }]), 'nothing new'],
  ['a reply', entry([{ type: 'reply' }]), 'the waiting directive got its answer'],
  ['an error', entry([{ type: 'reply', error: 'NOT_READY' }]), 'the waiting directive got its answer: NOT_READY'],
  [
    'a catalogue',
    entry([{ type: 'catalogue', added: ['a', 'b'], updated: [], removed: ['c'] }]),
    'added a, b; removed c',
  ],
  ['a ring', entry([{ type: 'doorbell', friendlyName: 'Front' }]), 'Front is announced'],
  ['a press', entry([{ type: 'simple-event', id: 'x', endpointId: 'r' }]), 'x of r can start routines'],
  ['a routine', entry([{ type: 'routine', routineId: 'evening', directives: 2 }]), 'routine evening starts'],
  [
    'a directive with its answer',
    { ...entry([state]), exchange: { reply: 'Response', deferred: true, tookMs: 12 } },
    'directive answered with Response, deferred, after 12 ms: brightness of lamp-1 is 30',
  ],
  [
    'a directive that was refused',
    { ...entry([]), exchange: { reply: 'ErrorResponse', error: 'NOT_READY', deferred: false, tookMs: 3 } },
    'directive answered with ErrorResponse NOT_READY, after 3 ms',
  ],
  [
    'a directive without answer',
    {
      ...entry([], { code: 'SKILL_RESPONSE_TIMEOUT_EXCEPTION', message: 'silence' }),
      exchange: { deferred: false, tookMs: 8000 },
    },
    'directive without answer: silence',
  ],
  ['another effect', entry([{ type: 'scene' }]), 'scene'],
  ['a reason', entry([], { code: 'stale-sample', message: 'the sample is old' }), 'no effect: the sample is old'],
  ['neither', entry([]), 'no effect'],
];

for (const [what, line, words] of cases) {
  test(`encodeEffectWords() says "${words}" when the entry has ${what}`, () => {
    assert.equal(encodeEffectWords(line), words);
  });
}
