import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createVirtualClock } from '../virtual-clock.ts';
import { SimProcess } from './sim-process.ts';
import { Watch } from './watch.ts';

/** A watch, and two relays one after the other that report the contact of a door under messageIds of their own. */
function createStage() {
  const clock = createVirtualClock();
  const watch = new Watch(clock);
  const createProcess = (name: string): SimProcess =>
    new SimProcess({ name, clock, skewMs: () => 0, onDeath: () => undefined });
  const [first, second] = [createProcess('first'), createProcess('second')];
  const report = (process: SimProcess, messageId: string, second: number): (() => void) => {
    const sample = { name: 'detectionState', value: 'DETECTED', timeOfSample: `2026-01-01T00:00:0${second}.000Z` };
    const header = { namespace: 'Alexa', name: 'ChangeReport', messageId, payloadVersion: '3' };
    const payload = { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [sample] } };
    const body = JSON.stringify({ event: { header, endpoint: { endpointId: 'door-1' }, payload } });
    const request = { origin: 'http://na', method: 'POST', path: '/v3/events', headers: {}, body };
    watch.left(process, request);
    return () => watch.arrived(request, { status: 202, headers: {}, text: '' });
  };
  const misorders = (): number => watch.violations.filter(({ name }) => name === 'order').length;
  return { first, second, report, misorders };
}

it('arrived() finds an edge that arrives behind a newer one', () => {
  const { first, report, misorders } = createStage();
  const [older, newer] = [report(first, 'm-1', 1), report(first, 'm-2', 2)];
  newer();
  older();
  assert.equal(misorders(), 1);
});

it('arrived() lets what a dead relay has left arrive once more, but not for the first time', () => {
  const { first, second, report, misorders } = createStage();
  const [left, lost] = [report(first, 'm-1', 1), report(first, 'm-2', 2)];
  first.kill('power cut');
  report(second, 'm-3', 1)();
  report(second, 'm-4', 3)();
  left();
  assert.equal(misorders(), 0);
  lost();
  assert.equal(misorders(), 1);
});

it('arrived() tells what a dead relay has left from what the next one sends under the same messageId', () => {
  const { first, second, report, misorders } = createStage();
  const left = report(first, 'm-1', 1);
  first.kill('power cut');
  report(second, 'm-1', 1);
  report(second, 'm-2', 1)();
  report(second, 'm-3', 3)();
  left();
  assert.equal(misorders(), 0);
});

it('arrived() lets nothing of a relay that lives arrive once more behind a newer one', () => {
  const { first, second, report, misorders } = createStage();
  const left = report(first, 'm-1', 1);
  report(second, 'm-3', 1)();
  report(second, 'm-4', 3)();
  left();
  assert.equal(misorders(), 1);
});
