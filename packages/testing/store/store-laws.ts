import type { Store } from '@gatehouse/relay/store';
import fc from 'fast-check';
import type { OpenedStore } from './contract-case.ts';
import { ConvergingWorld, type StateStep } from './converging-world.ts';
import { type LaneStep, LaneWorld } from './lane-world.ts';

/** How thoroughly a law is tried, and on which random walks. */
export interface LawOptions {
  readonly runs: number;
  /** The latest time of any walk, in milliseconds since the epoch. */
  readonly at: number;
}

/** Walks play a day before each other, so that what a failed one left behind is not due in the next. */
const DAY_MS = 86_400_000;

const customer = fc.nat(1);
const result = fc.constantFrom('delivered', 'pending', 'dead', 'coalesced', undefined);

const laneStep: fc.Arbitrary<LaneStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: fc.constant('accept' as const),
        customer,
        endpoint: fc.nat(2),
        class: fc.constantFrom('edge', 'level', 'level', 'reply', 'catalogue'),
        ttlMs: fc.integer({ min: 0, max: 3000 }),
      },
      { requiredKeys: ['type', 'customer', 'endpoint', 'class'] },
    ),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('claim' as const), events: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('more' as const), customer, events: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('settle' as const),
      customer,
      results: fc.array(result, { minLength: 1, maxLength: 4 }),
      lane: fc.constantFrom('go-on', 'go-on', 'go-on', 'wait', 'park'),
      claim: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('release' as const), customer }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('grant' as const), customer }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('advance' as const), ms: fc.constantFrom(1, 400, 2000, 40_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'reopen' as const }) },
);

const stateStep: fc.Arbitrary<StateStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('change' as const), property: fc.nat(2), value: fc.nat(2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('send' as const), received: fc.boolean(), answered: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const), received: fc.boolean() }) },
);

/**
 * Random walks through the lanes of two customers: after every step the ledger balances, nothing is lost, what is
 * claimed is exactly what must be, and at the end everything has left in order.
 */
export async function checkLanes(opened: OpenedStore, { runs, at }: LawOptions): Promise<void> {
  const { current, reopen } = follow(opened);
  let walk = 0;
  const property = fc.asyncProperty(fc.array(laneStep, { maxLength: 40, size: 'max' }), async steps => {
    walk++;
    const customers = [`walker-${walk}-a`, `walker-${walk}-b`];
    const world = new LaneWorld(current(), { reopen, customers, at: at - walk * DAY_MS });
    for (const step of steps) await world.play(step);
    await world.drain();
  });
  await fc.assert(property, { numRuns: runs });
}

/**
 * Random walks of one endpoint's state with lost messages, lost answers and crashes: what the store says that Alexa
 * has is always what she has, and she ends on the last state.
 */
export async function checkConvergence(opened: OpenedStore, { runs, at }: LawOptions): Promise<void> {
  const { current, reopen } = follow(opened);
  let walk = 0;
  const property = fc.asyncProperty(fc.array(stateStep, { maxLength: 30, size: 'max' }), async steps => {
    walk++;
    const stage = { store: current(), customer: `converging-${walk}`, at: at - walk * DAY_MS };
    const world = new ConvergingWorld(stage, reopen);
    await world.start();
    for (const step of steps) await world.play(step);
    await world.drain();
  });
  await fc.assert(property, { numRuns: runs });
}

/** The store as it was opened last. */
function follow(opened: OpenedStore): { current: () => Store; reopen: (() => Promise<Store>) | undefined } {
  let store = opened.store;
  const { reopen } = opened;
  return {
    current: () => store,
    reopen: reopen && (async () => (store = await reopen.call(opened))),
  };
}
