import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discoverResponse, doorbellPress, type Problem, simpleEvent, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { judgeRawEvent } from './judge-raw-event.ts';

const press = doorbellPress({
  endpointId: 'door-1',
  messageId: 'm-1',
  cause: 'PHYSICAL_INTERACTION',
  timestamp: '2026-01-01T00:00:00Z',
});

function judge(value: unknown, registered: unknown = undefined): ReturnType<typeof judgeRawEvent> {
  const latest = Date.UTC(2100, 0, 1);
  return judgeRawEvent(value, { newMessageId: () => 'made-1', latest, registered: () => registered });
}

function problemsOf(value: unknown): readonly Problem[] {
  const verdict = judge(value);
  return verdict.type === 'invalid' ? verdict.problems : assert.fail('The event was taken');
}

test('judgeRawEvent() takes a valid event as it is', () => {
  assert.deepEqual(judge(press), { type: 'valid', message: press });
});

test('judgeRawEvent() drops a scope that came along', () => {
  const verdict = judge(withScopeToken(press, 'Atza|GATEHOUSE-raw-event-token'));
  assert.deepEqual(verdict, { type: 'valid', message: press });
  assertNoSecret(JSON.stringify(verdict));
});

test('judgeRawEvent() makes a messageId when there is none', () => {
  const { messageId: _messageId, ...header } = press.event.header;
  const verdict = judge({ ...press, event: { ...press.event, header } });
  assert.equal(verdict.type === 'valid' && verdict.message.event.header.messageId, 'made-1');
});

test('judgeRawEvent() points at a malformed timestamp', () => {
  const event = simpleEvent({
    endpointId: 'remote-1',
    messageId: 'm-1',
    instance: 'Remote.1',
    id: 'Button.SinglePush.1',
    timestamp: '2021-12-12T16:20:50:52Z',
  });
  const [problem] = problemsOf(event);
  assert.equal(problem?.pointer, '/event/payload/timestamp');
});

test('judgeRawEvent() judges an event of a registered endpoint against its registration', () => {
  const bell = { capabilities: [{ interface: 'Alexa.DoorbellEventSource', proactivelyReported: true }] };
  assert.equal(judge(press, bell).type, 'valid');
  const verdict = judge(press, { capabilities: [{ interface: 'Alexa' }] });
  const problems = verdict.type === 'invalid' ? verdict.problems : [];
  assert.deepEqual(
    problems.map(({ rule, pointer }) => [rule, pointer]),
    [['registration-event', '/event/header/namespace']],
  );
});

test('judgeRawEvent() takes an event of an endpoint that is not registered', () => {
  assert.equal(judge(press).type, 'valid');
});

test('judgeRawEvent() refuses what is only ever a direct answer', () => {
  const codes = problemsOf(discoverResponse({ messageId: 'm-1', endpoints: [] })).map(problem => problem.rule);
  assert.ok(codes.includes('kind-not-postable'), codes.join());
});

test('judgeRawEvent() refuses an event that is larger than Alexa takes', () => {
  const large = {
    ...press,
    event: { ...press.event, endpoint: { endpointId: 'door-1', cookie: { x: 'y'.repeat(262_144) } } },
  };
  assert.ok(problemsOf(large).some(problem => problem.code === 'too-large'));
});

for (const value of [
  undefined,
  null,
  1,
  'event',
  [],
  {},
  { event: 1 },
  { event: {} },
  { event: { header: 'x', payload: [] } },
]) {
  test(`judgeRawEvent() refuses ${JSON.stringify(value)}`, () => {
    assert.ok(problemsOf(value).length > 0);
  });
}
