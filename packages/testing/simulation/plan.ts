import type { Region } from '@gatehouse/protocol';
import { type Chance, createChance } from './chance.ts';
import type { Command, Deed } from './command.ts';
import { drawFullDisk } from './draw-full-disk.ts';
import { drawResidence, type Residence } from './draw-residence.ts';
import { QUIET } from './sim-network.ts';

/** How long things happen, in milliseconds; afterwards faults cease. */
export const BUSY_MS: number = 6 * 60_000;

/** What one seed is about. */
export interface Plan {
  readonly seed: number;
  /** Two relays share one store, or one has its own. */
  readonly relays: 1 | 2;
  /** The regions that have a store of their own; undefined where all of them share one. */
  readonly residence?: Residence;
  /** As in `Housing`. */
  readonly tellsRegion: boolean;
  readonly customers: readonly [string, ...string[]];
  readonly regions: Readonly<Record<string, Region>>;
  readonly commands: readonly Command[];
  /** The world is watched for an hour after everything has come to rest, and not only until it has. */
  readonly long: boolean;
}

/** One in so many seeds is watched for an hour: little happens in it. */
const LONG_ONE_IN = 16;

const REGION_CHOICES = ['NA', 'EU', 'FE'] as const;

/** Statuses that the gateway is made to answer, with the code that each then has. */
const refusals = [
  { status: 400 },
  { status: 401 },
  { status: 403, code: 'SKILL_DISABLED_EXCEPTION' },
  { status: 403, code: 'INSUFFICIENT_PERMISSION_EXCEPTION' },
  { status: 404, code: 'ACCOUNT_NOT_FOUND_EXCEPTION' },
  { status: 404, code: 'SKILL_NOT_FOUND_EXCEPTION' },
  { status: 413 },
  { status: 413, kind: 'AddOrUpdateReport' },
  { status: 429 },
  { status: 429 },
  { status: 500 },
  { status: 500, kind: 'AddOrUpdateReport' },
  { status: 503 },
  { status: 503 },
  { status: 418 },
] as const;

/** Where a relay may die. */
const stepChoices = ['', 'store', 'store settle', 'store accept', 'store claim', 'wire /v3', 'wire /auth'] as const;

/** Makes the plan of a seed: the same seed, the same plan. */
export function createPlan(seed: number): Plan {
  const chance = createChance(seed, 'plan');
  const customers = ['ann', 'bob', 'cid'].slice(0, chance.between(2, 3)) as [string, ...string[]];
  const regions = Object.fromEntries(customers.map(customer => [customer, chance.pick(REGION_CHOICES)]));
  const relays = chance.happens(0.5) ? 2 : 1;
  const count = chance.between(15, 60);
  const draw = createDraw({ chance, customers, relays });
  const drawn = Array.from({ length: count }, () => ({ atMs: chance.between(0, BUSY_MS), deed: draw() }));
  const full = drawFullDisk({ seed, busyMs: BUSY_MS });
  const housed = drawResidence({ seed, relays, customers, commands: [...drawn, ...full], busyMs: BUSY_MS });
  const commands = housed.commands.toSorted((a, b) => a.atMs - b.atMs);
  const long = createChance(seed, 'long').between(1, LONG_ONE_IN) === 1;
  return { seed, relays, customers, regions, ...housed, commands, long };
}

interface DrawOptions {
  readonly chance: Chance;
  readonly customers: Plan['customers'];
  readonly relays: number;
}

interface FaultOptions {
  readonly chance: Chance;
  readonly someone: () => string;
  /** By how much wall clocks may jump. */
  readonly jumps: readonly [number, ...number[]];
}

/** Work is drawn more often than faults, or nothing would be there to suffer from them. */
function createDraw({ chance, customers, relays }: DrawOptions): () => Deed {
  const someone = (): string => chance.pick(customers);
  const work = createWork(chance, someone);
  // Leases of several processes need clocks that agree: a jump beyond the rest of a lease hands a lane to both.
  const jumps: FaultOptions['jumps'] =
    relays === 1 ? [-20_000, -2_000, 2_000, 20_000, 60_000] : [-2_000, -500, 500, 2_000];
  const faults = createFaults({ chance, someone, jumps });
  return () => (chance.happens(0.6) ? chance.pick(work)() : chance.pick(faults)());
}

type Draws = readonly [() => Deed, ...(() => Deed)[]];

function createWork(chance: Chance, someone: () => string): Draws {
  const lamp = (): string => chance.pick(['lamp-1', 'lamp-2']);
  const change = (): Deed =>
    chance.pick([
      { type: 'change', customer: someone(), endpointId: lamp(), property: 'power' },
      { type: 'change', customer: someone(), endpointId: lamp(), property: 'brightness' },
      { type: 'change', customer: someone(), endpointId: 'contact-1', property: 'contact' },
    ] as const);
  return [
    change,
    change,
    change,
    () => {
      const [everyMs, count] = [chance.pick([50, 100, 700]), chance.pick([5, 10, 20])];
      return { type: 'storm', customer: someone(), endpointId: lamp(), property: 'brightness', count, everyMs };
    },
    () => ({
      ...{ type: 'storm', customer: someone(), endpointId: 'contact-1', property: 'contact' },
      ...{ count: 10, everyMs: 100 },
    }),
    () => ({ type: 'press', customer: someone() }),
    () => ({ type: 'register', customer: someone(), from: chance.between(0, 3), count: chance.between(1, 4) }),
    () => ({ type: 'withdraw', customer: someone(), from: chance.between(0, 3), count: chance.between(1, 3) }),
    () => {
      const directive = { type: 'directive', customer: someone(), endpointId: lamp() } as const;
      return chance.happens(0.5) ? directive : { ...directive, deferMs: chance.pick([500, 3_000, 7_000, 9_000]) };
    },
  ];
}

function createFaults({ chance, someone, jumps }: FaultOptions): Draws {
  const noise = (): Deed => {
    const rate = (most: number): number => (chance.happens(0.5) ? most * chance.next() : 0);
    const bad = { lost: rate(0.3), lostAnswer: rate(0.3), hanging: rate(0.1), cut: rate(0.1), twice: rate(0.2) };
    const calm = chance.happens(0.3);
    return { type: 'noise', noise: calm ? QUIET : { ...bad, slow: rate(0.2), delayMs: chance.pick([5, 50, 400]) } };
  };
  const crash = (): Deed => ({
    ...{ type: 'crash', relay: chance.between(0, 1), steps: chance.between(1, 12) },
    ...{ at: chance.pick(stepChoices), downMs: chance.pick([1_000, 3_000, 20_000]) },
  });
  return [
    noise,
    noise,
    crash,
    crash,
    crash,
    () => ({ type: 'power cut', downMs: chance.pick([1_000, 5_000, 40_000]) }),
    () => ({ type: 'fault', ...chance.pick(refusals), count: chance.pick([1, 1, 2, 6]) }),
    () => ({ type: 'fault', ...chance.pick(refusals), count: 1 }),
    () => {
      const outage = { type: 'outage', durationMs: chance.pick([3_000, 20_000, 90_000]) } as const;
      const place = chance.pick(['NA', 'EU', 'FE', 'token', 'token', 'handler'] as const);
      const status = chance.pick([undefined, 429, 500, 503]);
      return status === undefined ? { ...outage, place } : { ...outage, place, status };
    },
    () => ({ type: 'unlink', customer: someone() }),
    () => ({ type: 'link', customer: someone() }),
    () => ({ type: 'move', customer: someone(), region: chance.pick(REGION_CHOICES) }),
    () => ({ type: 'stall', relay: chance.between(0, 1), durationMs: chance.pick([2_000, 15_000, 45_000, 60_000]) }),
    () => ({ type: 'jump', byMs: chance.pick(jumps) }),
    () => ({ type: 'disk down', durationMs: chance.pick([500, 5_000, 20_000]) }),
  ];
}
