import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { Intake } from '../outbox/intake.ts';
import { openStore } from '../store/open-store.ts';

const LAMP = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const DOOR = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };

const changes = fc.array(
  fc.record({ endpointId: fc.constantFrom('e-1', 'e-2'), property: fc.constantFrom(LAMP, DOOR), value: fc.nat(2) }),
  { maxLength: 25 },
);

test('acceptState() loses nothing and ends on the last values, also when requests come at the same time', async t => {
  const store = await openStore({ kind: 'memory' });
  t.after(() => store.close());
  const random = createSeededRandom(3);
  const rules = { ttlMs: {}, deadlineOf: () => undefined };
  // Two intakes stand for two processes: between them only the store decides.
  const doors = [1, 2].map(() => new Intake({ store, clock: createVirtualClock(), random, rules, wake: () => {} }));
  let run = 0;

  const law = fc.asyncProperty(changes, fc.boolean(), async (steps, together) => {
    const customer = `c-${run++}`;
    const answers = steps.map(({ endpointId, property, value }, index) => async () => {
      const door = together ? doors[index % 2] : doors[0];
      const sample = { ...property, value, timeOfSample: index, uncertaintyInMilliseconds: 0 };
      return door?.acceptState(customer, { endpointId, cause: 'PERIODIC_POLL', values: [sample] });
    });
    const ids: (string | undefined)[] = [];
    if (together) for (const answer of await Promise.all(answers.map(ask => ask()))) ids.push(...idsOf(answer));
    else for (const ask of answers) ids.push(...idsOf(await ask()));

    const events = await store.listEvents({ customer, limit: 1_000 });
    assert.deepEqual(events.map(({ id }) => id).sort(), ids.sort());
    const pending = events.filter(({ status }) => status === 'pending');
    for (const endpointId of ['e-1', 'e-2']) {
      const levels = pending.filter(event => event.endpointId === endpointId && event.class === 'level');
      assert.ok(levels.length <= 1, 'At most one report of an endpoint waits');
      if (together) continue;
      for (const { property, value } of lastOf(steps, endpointId)) {
        const shadow = await store.readShadow(customer, endpointId);
        assert.equal(shadow.properties.find(({ name }) => name === property.name)?.current.value, value);
      }
    }
    const { accepted, ...ends } = await store.readLedger();
    assert.equal(
      accepted,
      Object.values(ends).reduce((sum, count) => sum + count, 0),
    );
  });
  await fc.assert(law, { numRuns: 40 });
});

function idsOf(answer: Awaited<ReturnType<Intake['acceptState']>> | undefined): string[] {
  return answer?.accepted.map(({ id }) => id) ?? [];
}

function lastOf<Step extends { endpointId: string; property: { name: string } }>(
  steps: readonly Step[],
  endpointId: string,
): Step[] {
  const own = steps.filter(step => step.endpointId === endpointId);
  return [...new Map(own.map(step => [step.property.name, step])).values()];
}
