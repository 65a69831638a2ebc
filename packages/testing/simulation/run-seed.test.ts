import assert from 'node:assert/strict';
import { it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import type { IntakeResult, MovableStore } from '@gatehouse/relay/store';
import { assertNoSecret } from '../secrets.ts';
import type { Command } from './command.ts';
import { createPlan, type Plan } from './plan.ts';
import { runSeed, type SeedReport } from './run-seed.ts';
import { shrinkCommands } from './shrink-commands.ts';

/** A disk that acknowledges before it syncs. */
const LYING = { syncEvery: 50 };

/** The first seeds of which a lying disk breaks one. */
const LYING_SEEDS = 40;

it('runSeed() plays a seed the same again, byte for byte', async () => {
  // One disk and one for each region, all of them filled or not.
  for (const seed of [1, 2, 24, 27]) {
    const [first, second] = [await runSeed(seed), await runSeed(seed)];
    assert.deepEqual(second, first);
    assert.ok(first.trace.length > 10);
    assertNoSecret(first.trace.join('\n'));
  }
});

it('runSeed() notices a disk that acknowledges what it then loses, and shrinks to what shows it', async () => {
  const found = await findBroken();
  const { name } = found.violation ?? assert.fail(`None of ${LYING_SEEDS} seeds noticed`);
  const breaks = async (commands: readonly Command[]): Promise<boolean> =>
    (await runSeed(found.seed, { ...LYING, commands })).violation?.name === name;
  const { commands } = createPlan(found.seed);
  const left = await shrinkCommands(commands, breaks);
  assert.ok(left.length < commands.length / 2, `${left.length} of ${commands.length} commands are left`);
  assert.ok(left.some(({ deed }) => deed.type === 'crash'));
  assert.equal((await runSeed(found.seed)).violation, undefined, 'an honest disk loses nothing');
});

/** Stores that break a promise; the worlds in which they do, and as what the simulation notices. */
const broken: readonly {
  readonly title: string;
  readonly alter: (store: MovableStore) => MovableStore;
  readonly plays: (plan: Plan) => boolean;
  readonly noticed: string;
}[] = [
  {
    title: 'a move that leaves the last event behind',
    alter: store => withMoves(store, { putMoved: put => store.moves.putMoved({ ...put, rows: dropLast(put) }) }),
    plays: isRegional,
    noticed: 'ledger',
  },
  {
    title: 'a move that ends where the customer has arrived and not left',
    alter: store => withMoves(store, { finishDeparture: async () => ({ done: true }) }),
    plays: isRegional,
    noticed: 'ledger',
  },
  {
    title: 'a move that is forgotten by a process that dies',
    alter: store => withMoves(store, { listMoves: async () => [] }),
    plays: isRegional,
    noticed: 'residence',
  },
  {
    title: 'a move that leaves settled events behind',
    alter: store => withMoves(store, { finishDeparture: departure => leaveHastily(store, departure) }),
    plays: isRegional,
    noticed: 'residence',
  },
  {
    title: 'an intake that says yes on a full disk',
    alter: store => override(store, { accept: intake => store.accept(intake).catch(sayYes) }),
    plays: ({ commands }) => commands.some(({ deed }) => deed.type === 'disk full'),
    noticed: 'lost',
  },
];

for (const { title, alter, plays, noticed } of broken) {
  it(`runSeed() notices ${title}`, async () => {
    const names: string[] = [];
    for (let seed = 1; seed < 200 && !names.includes(noticed); seed++) {
      if (!plays(createPlan(seed))) continue;
      const { violation } = await runSeed(seed, { alter });
      if (violation !== undefined) names.push(violation.name);
    }
    assert.ok(names.includes(noticed), `Noticed are only: ${names.join(', ')}`);
  });
}

function isRegional({ residence }: Plan): boolean {
  return residence !== undefined;
}

function override<Target extends object>(target: Target, methods: Partial<Target>): Target {
  return new Proxy(target, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

function withMoves(store: MovableStore, methods: Partial<MovableStore['moves']>): MovableStore {
  return override(store, { moves: override(store.moves, methods) });
}

type Put = Parameters<MovableStore['moves']['putMoved']>[0];

type Departure = Parameters<MovableStore['moves']['finishDeparture']>[0];

function dropLast({ baggage, rows }: Put): Put['rows'] {
  return baggage === 'events' ? rows.slice(0, -1) : rows;
}

/** Whoever has left is gone, with all that counts, and nobody cares for the rest. */
async function leaveHastily(store: MovableStore, departure: Departure): Promise<{ done: boolean }> {
  if ((await store.readCustomer(departure.customer)) === undefined) return { done: true };
  return store.moves.finishDeparture(departure);
}

function sayYes(error: unknown): IntakeResult {
  if (error instanceof GatehouseError && error.code === 'store-full') return { type: 'committed' };
  throw error;
}

async function findBroken(): Promise<SeedReport> {
  for (let seed = 1; seed < LYING_SEEDS; seed++) {
    const report = await runSeed(seed, LYING);
    if (report.violation?.name === 'lost') return report;
  }
  return assert.fail(`None of ${LYING_SEEDS} seeds notices a lying disk`);
}
