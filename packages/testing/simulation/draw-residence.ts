import { REGIONS, type Region } from '@gatehouse/protocol';
import { type Chance, createChance } from './chance.ts';
import type { Command, Deed } from './command.ts';

/** The regions that have a store of their own; whoever belongs to none of them lies in the first. */
export type Residence = readonly [Region, ...Region[]];

/** What residence adds to a plan. */
export interface Housing {
  readonly residence?: Residence;
  /** Whether the forwarder and the device cloud say to which region a customer belongs. */
  readonly tellsRegion: boolean;
  readonly commands: readonly Command[];
}

/** What the plan of a seed has without residence. */
interface Unhoused {
  readonly seed: number;
  readonly relays: number;
  readonly customers: readonly [string, ...string[]];
  readonly commands: readonly Command[];
  /** How long things happen, in milliseconds. */
  readonly busyMs: number;
}

/** So likely does one relay have a store for each region; several relays share one. */
const SHARE = 0.5;

const RESIDENCES = [
  ['NA', 'EU', 'FE'],
  ['NA', 'EU'],
] as const;

/** The steps of a move at which a relay is made to die. */
const moveSteps = ['beginMove', 'putMoved', 'finishArrival', 'finishDeparture', 'discardArrival'] as const;

/**
 * Whether each region has a store of its own, and what happens then beside the rest: customers move more often, relays
 * die in the middle of it, and each disk fails by itself. From a chance of its own: other seeds stay what they are.
 */
export function drawResidence(plan: Unhoused): Housing {
  const { seed, relays, commands } = plan;
  const chance = createChance(seed, 'residence');
  if (relays !== 1 || !chance.happens(SHARE)) return { tellsRegion: false, commands };
  const residence: Residence = chance.pick(RESIDENCES);
  const tellsRegion = chance.happens(0.5);
  const placed = commands.map(({ atMs, deed }) => ({ atMs, deed: placeDeed(deed, chance.pick(residence)) }));
  return { residence, tellsRegion, commands: [...placed, ...drawMoves(plan, { chance, residence })] };
}

/** A fault of the disk is one of a disk. */
function placeDeed(deed: Deed, region: Region): Deed {
  return deed.type === 'disk down' || deed.type === 'disk full' ? { ...deed, region } : deed;
}

function drawMoves(
  { customers, busyMs }: Unhoused,
  { chance, residence }: { readonly chance: Chance; readonly residence: Residence },
): readonly Command[] {
  const draws: readonly [() => Command[], ...(() => Command[])[]] = [
    () => drawMove({ chance, customers, busyMs }),
    () => drawMove({ chance, customers, busyMs }),
    () => {
      const [move] = drawMove({ chance, customers, busyMs });
      const fuse = { steps: chance.between(1, 3), at: `store ${chance.pick(moveSteps)}` };
      const downMs = chance.pick([1_000, 3_000, 20_000]);
      return move === undefined ? [] : [move, { ...move, deed: { type: 'crash', relay: 0, ...fuse, downMs } }];
    },
    () => {
      const commands = drawMove({ chance, customers, busyMs });
      return commands.flatMap(command => [command, ...fillAhead(command, residence)]);
    },
    () => {
      const durationMs = chance.pick([2_000, 8_000, 30_000]);
      return [drawAt({ chance, busyMs }, { type: 'disk hangs', durationMs, region: chance.pick(residence) })];
    },
    () => {
      const durationMs = chance.pick([500, 5_000, 20_000]);
      return [drawAt({ chance, busyMs }, { type: 'disk down', durationMs, region: chance.pick(residence) })];
    },
  ];
  return Array.from({ length: chance.between(2, 8) }, () => chance.pick(draws)()).flat();
}

interface DrawOptions {
  readonly chance: Chance;
  readonly busyMs: number;
}

function drawAt({ chance, busyMs }: DrawOptions, deed: Deed): Command {
  return { atMs: chance.between(0, busyMs), deed };
}

/** There is no room where a customer moves to. */
function fillAhead({ atMs, deed }: Command, residence: Residence): Command[] {
  if (deed.type !== 'move') return [];
  const region = residence.find(one => one === deed.region) ?? residence[0];
  return [{ atMs, deed: { type: 'disk full', durationMs: 20_000, refused: 1, region } }];
}

/** A customer moves, with something to report right after; it may link again, with a grant of the new region. */
function drawMove({ customers, ...options }: DrawOptions & Pick<Unhoused, 'customers'>): Command[] {
  const { chance } = options;
  const customer = chance.pick(customers);
  const move = drawAt(options, { type: 'move', customer, region: chance.pick(REGIONS) });
  const told: Deed = { type: 'storm', customer, endpointId: 'contact-1', property: 'contact', count: 5, everyMs: 100 };
  const commands: Command[] = [move, { atMs: move.atMs + chance.between(0, 200), deed: told }];
  if (chance.happens(0.3)) {
    commands.push({ atMs: move.atMs + chance.between(0, 10_000), deed: { type: 'link', customer } });
  }
  return commands;
}
