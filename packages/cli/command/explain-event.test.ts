import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainEvent } from './explain-event.ts';

const NOW = Date.UTC(2026, 0, 1, 0, 0, 1);

const event = {
  ...{ id: 'evt_1', kind: 'ChangeReport', customer: 'c-1', endpointId: 'lamp-1', class: 'level' },
  attempts: [
    { at: '2026-01-01T00:00:02.000Z', region: 'EU', status: 403, code: 'SKILL_DISABLED', tookMs: 12, outcome: 'park' },
  ],
  decisions: [
    { at: '2026-01-01T00:00:03.000Z', what: 'park', why: 'The skill is disabled' },
    { at: '2026-01-01T00:00:01.000Z', what: 'accepted', why: 'level: it converges' },
  ],
};

test('explainEvent() writes the article that the kind takes', () => {
  const event = { id: 'evt_1', kind: 'AddOrUpdateReport', customer: 'ann', class: 'catalogue', status: 'delivered' };
  assert.match(explainEvent(event, undefined, NOW), /^evt_1 is an AddOrUpdateReport of customer ann/);
  assert.match(explainEvent({ ...event, kind: 'DoorbellPress' }, undefined, NOW), /^evt_1 is a DoorbellPress of/);
});

test('explainEvent() tells in words why an event waits without a grant, and what to do', () => {
  const customer = { link: { state: 'none' }, lane: { state: 'held', reason: 'no-grant' } };
  const told = explainEvent({ ...event, status: 'pending', expiresAt: '2026-01-01T00:00:30.000Z' }, customer, NOW);
  assert.match(told, /It is worth sending until 2026-01-01T00:00:30\.000Z\nIt waits to be sent\n/);
  assert.match(told, /\nThe lane is held: no grant .* is there\nWhat to do: let the customer enable the skill, .*\n$/);
  assert.doesNotMatch(told, /no-grant|The link is/);
});

test('explainEvent() tells of a lane that failed when it is tried again, and why', () => {
  const lane = { state: 'due', dueAt: '2026-01-01T00:01:00.000Z', reason: 'Alexa answered 503' };
  const told = explainEvent({ ...event, status: 'pending' }, { link: { state: 'active' }, lane }, NOW);
  assert.match(
    told,
    /\nIt waits to be sent\nThe lane is tried again at 2026-01-01T00:01:00\.000Z: Alexa answered 503\n$/,
  );
});

test('explainEvent() tells of a lane that waits for nothing but its time from when on it sends', () => {
  const lane = { state: 'due', dueAt: '2026-01-01T00:00:02.000Z', queued: 1 };
  const told = explainEvent({ ...event, status: 'pending' }, { link: { state: 'active' }, lane }, NOW);
  assert.match(told, /\nIt waits to be sent\nThe lane sends from 2026-01-01T00:00:02\.000Z on\n$/);
});

test('explainEvent() does not claim that an event waits which may be on its way', () => {
  const lane = { state: 'due', dueAt: '2026-01-01T00:00:01.000Z', queued: 1 };
  const link = { state: 'active' };
  const pending = { ...event, status: 'pending' };
  const told = explainEvent(pending, { link, lane }, NOW);
  assert.match(told, /\nIt is being sent, or comes as soon as what stands before it has been\n$/);
  assert.match(explainEvent(pending, { link, lane: { ...lane, state: 'held' } }, NOW), /\nIt waits to be sent\n/);
});

test('explainEvent() tells attempts and decisions in the order of time, and what to do while the event waits', () => {
  const link = { state: 'disabled', reason: 'The customer disabled it', remedy: 'Ask for a new link' };
  const lane = { state: 'parked', reason: 'Disabled' };
  assert.deepEqual(explainEvent({ ...event, status: 'parked' }, { link, lane }, NOW).split('\n'), [
    'evt_1 is a ChangeReport about lamp-1 of customer c-1, class level',
    '  2026-01-01T00:00:01.000Z  accepted: level: it converges',
    '  2026-01-01T00:00:02.000Z  sent to EU: HTTP 403 SKILL_DISABLED after 12 ms, which means park',
    '  2026-01-01T00:00:03.000Z  park: The skill is disabled',
    'It waits in a lane that is parked: a new grant, or "gatehouse resume", sends it on',
    'The lane is parked: Disabled',
    'The link is disabled: The customer disabled it',
    'What to do: Ask for a new link',
    '',
  ]);
});

for (const [status, words] of [
  ['delivered', /\nAt 2026-01-01T00:00:04\.000Z it was accepted by Alexa\n/],
  ['coalesced', /it was sent and not accepted; a newer report of the same endpoint took its place/],
  ['expired', /not sent in time/],
  ['dead', /mend the cause, then "gatehouse replay"/],
  ['dropped', /given up by a person/],
] as const) {
  test(`explainEvent() says how a ${status} event ended, and nothing of the link`, () => {
    const times = { expiresAt: '2026-01-01T00:00:30.000Z', settledAt: '2026-01-01T00:00:04.000Z' };
    const told = explainEvent({ ...event, ...times, status }, { link: { state: 'lost' } }, NOW);
    assert.match(told, words);
    assert.doesNotMatch(told, /The link is|worth sending until/);
  });
}

test('explainEvent() tells nobody to replay a reply, whose deadline does not move', () => {
  for (const [status, words] of [
    ['dead', /was given up, .*; the next answer needs the cause mended\n$/],
    ['dropped', /was given up by a person; a reply is not sent again\n$/],
    ['expired', /not sent in time/],
  ] as const) {
    const told = explainEvent({ ...event, kind: 'ErrorResponse', class: 'reply', status }, undefined, NOW);
    assert.match(told, words);
    assert.doesNotMatch(told, /replay/);
  }
});

test('explainEvent() says of a replaced event whether an attempt had left, and that no answer came', () => {
  const at = '2026-01-01T00:00:05.000Z';
  const lost = { at, region: 'EU', tookMs: 10_000, outcome: 'again' };
  const replaced = { ...event, status: 'coalesced', settledAt: at };
  const told = explainEvent({ ...replaced, attempts: [lost, ...event.attempts] }, undefined, NOW);
  assert.match(told, /it was sent and no answer came; a newer report of the same endpoint took its place/);
  assert.doesNotMatch(told, /not sent/);
  const unsent = explainEvent({ ...replaced, attempts: [] }, undefined, NOW);
  assert.match(unsent, /it was not sent, because a newer report of the same endpoint says more/);
});
