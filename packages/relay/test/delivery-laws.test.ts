import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isJsonObject } from '@gatehouse/protocol';
import fc from 'fast-check';
import { type DeliveryBench, openBench } from './delivery-bench.ts';
import { ACCEPTED, changedValues, type FakeAnswer, type HeardEvent, refusal } from './fake-amazon.ts';

const moods: Readonly<Record<string, FakeAnswer>> = {
  good: ACCEPTED,
  busy: refusal(429, 'THROTTLING_EXCEPTION'),
  broken: refusal(500, 'INTERNAL_SERVICE_EXCEPTION'),
  closed: refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION'),
  strange: { status: 302, body: '<html>' },
  silent: 'hang',
  rude: 'cut',
};

/** One step: a device changes, the gateway's mood does, time passes, or the relay is stopped and started again. */
type Step =
  | { readonly type: 'level' | 'edge'; readonly lamp: number; readonly on: boolean }
  | { readonly type: 'mood'; readonly mood: string }
  | { readonly type: 'pass'; readonly ms: number }
  | { readonly type: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('level', 'edge'), lamp: fc.nat(2), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('mood' as const), mood: fc.constantFrom(...Object.keys(moods)) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(1, 500, 1_500, 12_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
);

/** What the devices did, for comparison: each edge in order, and the last state. */
interface Model {
  readonly edges: Map<string, string[]>;
  readonly levels: Map<string, string>;
  readonly accepted: HeardEvent[];
}

async function apply(bench: DeliveryBench, model: Model, taken: Step): Promise<void> {
  switch (taken.type) {
    case 'level': {
      const endpointId = `lamp-${taken.lamp}`;
      await bench.putPower(taken.on ? 'ON' : 'OFF', { endpointId });
      model.levels.set(endpointId, taken.on ? 'ON' : 'OFF');
      return;
    }
    case 'edge': {
      const endpointId = `lamp-${taken.lamp}`;
      // Each edge has a millisecond of its own, by which it is recognised on the other side.
      await bench.advance(1);
      await bench.putContact(taken.on ? 'DETECTED' : 'NOT_DETECTED', { endpointId });
      model.edges.set(endpointId, [...(model.edges.get(endpointId) ?? []), new Date(bench.clock.now()).toISOString()]);
      return;
    }
    case 'mood': {
      const answer = moods[taken.mood] ?? ACCEPTED;
      bench.amazon.onEvent = event => {
        if (answer === ACCEPTED) model.accepted.push(event);
        return answer;
      };
      return;
    }
    case 'pass':
      return bench.advance(taken.ms);
    case 'restart':
      await Promise.all([bench.runner.stop({ drainMs: 500 }), bench.advance(2_000)]);
      bench.runner = bench.addRunner();
      bench.runner.start();
      return bench.settle();
  }
}

function edgeTimes(events: readonly HeardEvent[], endpointId: string): string[] {
  return events
    .filter(event => event.endpointId === endpointId)
    .flatMap(({ message }) => {
      const text = JSON.stringify(isJsonObject(message) && isJsonObject(message.event) ? message.event.payload : {});
      return [...text.matchAll(/"detectionState".*?"timeOfSample":"([^"]+)"/g)].map(match => match[1] ?? '');
    });
}

function assertLaws(bench: DeliveryBench, model: Model): void {
  for (const sends of Map.groupBy(bench.amazon.events, event => event.messageId).values()) {
    assert.ok(sends.length <= 4, 'at most three resends of one message');
    sends.slice(1).forEach((send, i) => {
      assert.ok(send.at - (sends[i]?.at ?? 0) >= 1_000, 'a second between two sends of one message');
      assert.deepEqual(changedValues(send), sends[i] && changedValues(sends[i]), 'the same message');
    });
  }
  for (const [endpointId, times] of model.edges) {
    assert.deepEqual(edgeTimes(model.accepted, endpointId), times, 'each edge once and in order');
  }
  for (const [endpointId, value] of model.levels) {
    const said = model.accepted.filter(
      event => event.endpointId === endpointId && /powerState/.test(JSON.stringify(event.message)),
    );
    const values = said.flatMap(changedValues).filter(changed => changed === 'ON' || changed === 'OFF');
    assert.equal(values.at(-1), value, 'the last state is the last thing said');
  }
}

describe('delivery', () => {
  it('keeps order, says every edge, converges on levels and never overdoes resends, whatever happens', async () => {
    const run = async (steps: readonly Step[]): Promise<void> => {
      const bench = await openBench();
      try {
        const model: Model = { edges: new Map(), levels: new Map(), accepted: [] };
        for (const taken of [{ type: 'mood', mood: 'good' } as const, ...steps]) await apply(bench, model, taken);
        await apply(bench, model, { type: 'mood', mood: 'good' });
        await bench.advance(600_000);
        assert.equal((await bench.store.readLedger()).pending, 0, 'nothing is left');
        assertLaws(bench, model);
      } finally {
        await bench.close();
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), run), {
      numRuns: 12,
      endOnFailure: true,
    });
  });
});
