import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { createGateway, createGatewayConfig, type Gateway, type GatewayUrls } from '@gatehouse/gateway';
import { textAt } from '@gatehouse/protocol';
import { announcementsOf, LARGE_HOME, valuesReport } from '../inputs/large-home.ts';
import {
  type BareServer,
  type Called,
  createHttpCaller,
  type HttpCaller,
  startBareServer,
} from '../platform/http-caller.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { type ContestOptions, type ContestResult, playContest } from '../runner/play-contest.ts';
import type { Contestant, Sample } from '../runner/sample.ts';

const CUSTOMERS = 100_000;
const FEW_CUSTOMERS = 1_000;
const ENTRIES = 10_000;
/** A round takes milliseconds here, so fewer of them say as much. */
const MOST_ROUNDS = 40;
const WARM_UPS = 5;
const MOST_LOADS = 5;

const OURS = {
  home: 'GET /homes, 30,000 values',
  journal: 'GET /journal, one in 10,000',
  customers: 'GET /customers of 100,000',
  import: 'POST /import, 100,000 customers',
} as const;
const BARE = {
  home: 'node:http, JSON of that home',
  journal: 'node:http, JSON of that page',
  customers: 'GET /customers of 1,000',
  import: 'JSON.parse of it',
} as const;

const plans: readonly RowPlan[] = [
  planOf('home', { type: 'times-faster', bar: 1 }),
  planOf('journal', undefined),
  planOf('customers', { type: 'share', bar: 2 }),
  planOf('import', undefined),
];

/**
 * How quickly a gateway that holds much says what it holds, over real sockets: a large home of which one value has
 * changed since it was last shown, the newest entry of a full journal by its customer, a list of many customers, and
 * how long those take to load.
 */
export const gatewayState: Bench = {
  rows: plans.map(({ name }) => name),
  peers: [],
  run: async context => {
    const world = await openWorld();
    try {
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      const play = (plays: readonly Play[], options: ContestOptions): Promise<ContestResult> =>
        playContest(
          plays.map(each => createContestant(each, context)),
          options,
        );
      const reading = { warmUps: WARM_UPS, rounds };
      const readers = await createReaders(world);
      // Each pair for itself: what a home of megabytes leaves to be collected would fall on the next one.
      const read = [];
      for (const pair of readers) read.push(...(await play(pair, reading)));
      const loaded = await play(createLoaders(world), { warmUps: 1, rounds: Math.min(rounds, MOST_LOADS) });
      const result: ContestResult = new Map([...read, ...loaded]);
      return plans.map(plan => judgeContest(result, plan));
    } finally {
      await world.close();
    }
  },
};

function planOf(what: keyof typeof OURS, goal: RowPlan['goal']): RowPlan {
  return { name: `gateway/${what}`, operation: 'request', ours: OURS[what], against: BARE[what], goal };
}

interface World {
  readonly caller: HttpCaller;
  readonly full: GatewayUrls;
  readonly few: GatewayUrls;
  readonly bare: BareServer;
  readonly token: string;
  /** What the bare server answers at a path. */
  readonly answers: Map<string, object>;
  close(): Promise<void>;
}

async function openWorld(): Promise<World> {
  const caller = createHttpCaller();
  const gateways: readonly Gateway[] = [openGateway(), openGateway()];
  const answers = new Map<string, object>();
  const bare = await startBareServer(path => answers.get(path) ?? {});
  const [full, few] = await Promise.all(gateways.map(gateway => gateway.start()));
  const close = async (): Promise<void> => {
    caller.close();
    await Promise.all([...gateways, bare].map(server => server.stop()));
  };
  if (full === undefined || few === undefined) throw new RangeError('Starting the gateways of the bench brought none');
  await call(caller, 'POST', `${few.urls.control}/import`, { body: customersOf(FEW_CUSTOMERS) });
  await call(caller, 'POST', `${full.urls.control}/import`, { body: customersOf(CUSTOMERS) });
  const token = await fillHome(caller, full.urls);
  return { caller, full: full.urls, few: few.urls, bare, token, answers, close };
}

function openGateway(): Gateway {
  const config = createGatewayConfig({ section: { port: 0, journalLimit: ENTRIES } });
  return createGateway({ config, clock: createSystemClock(), random: createSystemRandom(), log: silentLog });
}

/** An export with customers and nothing else. */
function customersOf(count: number): object {
  const records = Array.from({ length: count }, (_, place) => ({
    kind: 'customer',
    // In an order of its own, as they come from anywhere.
    key: `customer-${(place * 7_919) % count}`,
    value: { region: 'NA', locale: 'en-US', timeZone: 'UTC', notifications: {} },
  }));
  return { format: 'gatehouse-gateway', version: 1, records };
}

/** Fills the home of `customer-1` and then the journal; its last entry is of `customer-2`. Answers the first token. */
async function fillHome(caller: HttpCaller, urls: GatewayUrls): Promise<string> {
  const skill = { clientId: 'bench-client', clientSecret: 'gatehouse-secret-bench' };
  await call(caller, 'PUT', `${urls.control}/skills/bench`, { body: skill });
  const tokenOf = async (userId: string): Promise<string> => {
    const pair = await call(caller, 'POST', `${urls.control}/tokens`, { body: { skillId: 'bench', userId } });
    return textAt(parse(pair), ['access_token']) ?? '';
  };
  const token = await tokenOf('customer-1');
  const post = (body: object, as: string): Promise<unknown> =>
    call(caller, 'POST', `${urls.na}/v3/events`, { body, token: as });
  for (const announcement of announcementsOf(token)) await post(announcement, token);
  for (let endpoint = 0; endpoint < LARGE_HOME.endpoints; endpoint++) {
    await post(valuesReport(endpoint, { token, sample: 1 }), token);
  }
  for (let sample = 2; sample < ENTRIES + 2; sample++) {
    await post(valuesReport(sample % LARGE_HOME.endpoints, { token, sample, only: 'first' }), token);
  }
  const other = await tokenOf('customer-2');
  await post(valuesReport(0, { token: other, sample: 1, only: 'first' }), other);
  return token;
}

/** What a contestant does: `before` is outside of the measured time. */
interface Play {
  readonly name: string;
  readonly before?: () => Promise<unknown>;
  readonly run: () => unknown;
}

async function createReaders(world: World): Promise<readonly (readonly Play[])[]> {
  const { caller, full, few, bare, token } = world;
  const get = (url: string): Promise<Called> => call(caller, 'GET', url);
  const home = `${full.control}/homes/customer-1`;
  const journal = `${full.control}/journal?userId=customer-2`;
  world.answers.set('/home', parse(await get(home)));
  world.answers.set('/journal', parse(await get(journal)));
  let sample = ENTRIES + 1_000;
  const change = (): Promise<Called> => {
    sample += 1;
    return call(caller, 'POST', `${full.na}/v3/events`, {
      body: valuesReport(7, { token, sample, only: 'first' }),
      token,
    });
  };
  return [
    [
      { name: OURS.home, before: change, run: () => get(home) },
      { name: BARE.home, run: () => get(`${bare.url}/home`) },
    ],
    [
      { name: OURS.journal, run: () => get(journal) },
      { name: BARE.journal, run: () => get(`${bare.url}/journal`) },
    ],
    [
      { name: OURS.customers, run: () => get(`${full.control}/customers?limit=1000&after=customer-5`) },
      { name: BARE.customers, run: () => get(`${few.control}/customers?limit=1000`) },
    ],
  ];
}

function createLoaders({ caller, few }: World): readonly Play[] {
  const state = customersOf(CUSTOMERS);
  const text = JSON.stringify(state);
  return [
    { name: OURS.import, run: () => call(caller, 'POST', `${few.control}/import`, { body: state }) },
    { name: BARE.import, run: () => JSON.parse(text) },
  ];
}

function createContestant({ name, before, run }: Play, { meter }: BenchContext): Contestant {
  const play = async (): Promise<Sample> => {
    await before?.();
    const cpuBefore = meter.cpuNs();
    const wallBefore = meter.wallNs();
    await run();
    return { operations: 1, wallNs: meter.wallNs() - wallBefore, cpuNs: meter.cpuNs() - cpuBefore };
  };
  return { name, play };
}

async function call(caller: HttpCaller, ...request: Parameters<HttpCaller['call']>): Promise<Called> {
  const called = await caller.call(...request);
  if (called.status < 300) return called;
  throw new RangeError(`The bench asked ${request[0]} ${request[1]} and was answered ${called.status}`);
}

function parse({ bytes }: Called): object {
  return JSON.parse(bytes.toString()) as object;
}
