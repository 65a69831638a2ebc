import { createHash } from 'node:crypto';
import type { Command } from './command.ts';
import { judgeEnd } from './judge-end.ts';
import { performCommand } from './perform-command.ts';
import { BUSY_MS, createPlan, type Plan } from './plan.ts';
import { QUIET } from './sim-network.ts';
import type { Violation } from './watch.ts';
import { World, type WorldOptions } from './world.ts';

/** What one run came to. */
export interface SeedReport {
  readonly seed: number;
  /** The first invariant that was broken. */
  readonly violation?: Violation;
  readonly states: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** What happened, a line for each thing, without anything secret. */
  readonly trace: readonly string[];
  /** The fingerprint of trace and log: two runs with the same one were the same. */
  readonly fingerprint: string;
}

/** How a run differs from what its seed says. */
export interface SeedOptions extends WorldOptions {
  /** In the place of the seed's own commands. */
  readonly commands?: readonly Command[];
}

const SETUP_MS = 10_000;
/** How long the world is watched after faults have ceased, at most and with nothing left to do, in milliseconds. */
const MENDING = { mostMs: 2 * 60_000, restMs: 30_000 };
/**
 * How long at most before a world is judged, longer than any event lives; and how long nothing may be left to do before:
 * longer than a lease, a request and several sweeps. In milliseconds.
 */
const CALM = { mostMs: 70 * 60_000, restMs: 2 * 60_000 };
/** How much time passes between two looks for violations, in milliseconds. */
const SLICE_MS = 10_000;

/** Runs the world of a seed to its end, or to the first violation. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedReport> {
  const drawn = createPlan(seed);
  const plan: Plan = { ...drawn, commands: options.commands ?? drawn.commands };
  const world = new World(plan, options);
  await world.open();
  await play(world);
  await world.close();
  return reportOf(world);
}

async function play(world: World): Promise<void> {
  await furnish(world);
  for (const command of world.plan.commands) world.clock.setTimer(command.atMs, () => performCommand(command, world));
  if (!(await pass(world, BUSY_MS, SLICE_MS))) return;
  world.watch.note('> faults cease');
  await mend(world);
  if (!(await rest(world, MENDING))) return;
  for (const customer of world.plan.customers) world.cloud.change(customer, 'contact-1', 'power', 'ON');
  // A link that is lost shows in the report of that.
  if (!(await rest(world, MENDING))) return;
  await linkAgain(world);
  if (!(await rest(world, world.plan.long ? { ...CALM, restMs: CALM.mostMs } : CALM))) return;
  await judgeEnd(world);
}

/**
 * Lets time pass until nothing has been left to do for so long, or for as long as it may take at most; answers false as
 * soon as something is broken. What never comes to rest is judged as it is then.
 */
async function rest(world: World, { mostMs, restMs }: typeof CALM): Promise<boolean> {
  const { clock } = world;
  const endAt = clock.monotonic() + mostMs;
  let calmSince: number | undefined;
  while (clock.monotonic() < endAt) {
    if (!(await pass(world, SLICE_MS, SLICE_MS))) return false;
    calmSince = isAtRest(world) ? (calmSince ?? clock.monotonic()) : undefined;
    if (calmSince !== undefined && clock.monotonic() - calmSince >= restMs) return true;
  }
  return true;
}

/** Whether the device cloud, the backlog and convergence have nothing more to do, as far as they know. */
function isAtRest({ cloud, disks }: World): boolean {
  const waiting = disks.readLedgers().some(({ pending, parked }) => pending + parked > 0);
  return cloud.isCalm && !waiting && !disks.isDivergent;
}

/** Registers every device and links every customer, while all is well. */
async function furnish(world: World): Promise<void> {
  const { plan, amazon, cloud, clock } = world;
  for (const customer of plan.customers) {
    await amazon.putCustomer(customer, plan.regions[customer] ?? 'NA');
    for (const lamp of ['lamp-1', 'lamp-2']) cloud.putEndpoint(customer, lamp, 'lamp');
    cloud.putEndpoint(customer, 'contact-1', 'contact');
    cloud.putEndpoint(customer, 'bell-1', 'bell');
  }
  await clock.advance(SETUP_MS);
  for (const customer of plan.customers) await world.finish(amazon.link(customer));
  await clock.advance(SETUP_MS);
}

/** Lets time pass; answers false as soon as something is broken. */
async function pass({ clock, watch }: World, durationMs: number, sliceMs: number): Promise<boolean> {
  for (let passed = 0; passed < durationMs && watch.violations.length === 0; passed += sliceMs) {
    await clock.advance(sliceMs);
  }
  return watch.violations.length === 0;
}

async function mend(world: World): Promise<void> {
  world.relays.putOutFuses();
  world.network.noise = QUIET;
  world.endOutages();
  world.disks.mend();
  await world.finish(world.amazon.control('PUT', '/faults', []));
}

/** Whoever has lost the link, or was never discovered, enables the skill again, as the operator would ask for. */
async function linkAgain(world: World): Promise<void> {
  for (const customer of world.plan.customers) {
    const state = world.disks.readCustomer(customer)?.link.state ?? 'none';
    const home = await world.amazon.readHome(customer);
    const discovered = home.some(({ endpointId }) => endpointId === 'lamp-1');
    if (state === 'active' && discovered && (await world.amazon.isLinked(customer))) continue;
    world.watch.reach(`a link is ${state} until the customer links again`);
    await world.finish(world.amazon.unlink(customer));
    const linked = await world.finish(world.amazon.link(customer));
    if (!linked) world.watch.violate('stuck', `${customer} cannot be linked although nothing is wrong`);
  }
}

function reportOf({ plan, watch, log }: World): SeedReport {
  const { trace, states, faults, violations } = watch;
  const [violation] = violations;
  const fingerprint = createHash('sha256').update(trace.join('\n')).update(log.text()).digest('hex');
  return {
    seed: plan.seed,
    ...(violation === undefined ? {} : { violation }),
    states: Object.fromEntries(states),
    faults: Object.fromEntries(faults),
    trace,
    fingerprint,
  };
}
