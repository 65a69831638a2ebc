import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSystemClock, type Log, type LogFields, type Random } from '@gatehouse/client/platform';
import { createRecordingLog, createSeededRandom, findSecrets, maskSecrets } from '@gatehouse/testing';
import { createGatewayConfig } from '../config/gateway-config.ts';
import { createGateway, type GatewayUrls } from '../gateway.ts';
import { askToken } from './amazon-calls.ts';
import { below, pick } from './fuzz-mutate.ts';
import {
  amazonTemplates,
  controlTemplates,
  type FuzzWorld,
  type Template,
  upsettingTemplates,
} from './fuzz-templates.ts';
import { encodeMutated, FuzzConnection, type WireAnswer, type WireRequest } from './fuzz-wire.ts';
import { CLIENT_SECRET, send, type Tokens } from './gateway-fixture.ts';
import { doorbell, lamp } from './home-fixture.ts';
import { noticeSkill, ORDER } from './notice-fixture.ts';

/** What a run came to. */
export interface FuzzReport {
  readonly requests: number;
  /** How many answers had each status; `none` are those who broke off or were told to close before. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Megabytes of the heap after collecting garbage, once the state was forgotten; one figure for each measuring. */
  readonly heapMb: readonly number[];
  readonly failures: readonly string[];
}

/** How to run. */
export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** How often the state is forgotten and the heap measured; default 20,000 requests. */
  readonly every?: number;
  /** Ends the run early, with the report of what was sent. */
  readonly signal?: AbortSignal;
  /** Told of each measuring. */
  readonly progress?: (requests: number, heapMb: number) => void;
}

const CONNECTIONS = 24;
/** A token, limits and clock are set right after so many. */
const BATCH = 480;
const DEFAULT_EVERY = 20_000;
const MOST_FAILURES = 20;
/** Longer than any answer takes on a busy machine. */
const PATIENCE_MS = 30_000;
/** How long those wait whose answer may not come, and those who hang up. */
const FAULTY_PATIENCE_MS = 2_000;
const SHORT_PATIENCE_MS = 20;

/**
 * Sends mutated requests to a gateway of its own, to every path, over real sockets. One batch in ten asks for faults and
 * replaces the state; only there, and to a request that brings a fault, may a 5xx be the answer, apart from the 502 of a
 * link whose skill cannot be reached and the 500 of the token endpoint to parameters in the query. Fails on such an answer, on an answer that does not come, on an error in the log,
 * and on a secret in the log, the journal, the export or any answer that was not asked for one.
 */
export async function runFuzz({
  requests,
  seed,
  every = DEFAULT_EVERY,
  signal,
  progress,
}: FuzzOptions): Promise<FuzzReport> {
  const random = createSeededRandom(seed);
  const failures: string[] = [];
  const log = createWatch(complaint => failures.push(complaint));
  const config = createGatewayConfig({
    section: { port: 0, journalLimit: 200, mode: below(random, 2) === 0 ? 'strict' : 'observed' },
  });
  const gateway = createGateway({ config, clock: createSystemClock(), random, log });
  const { urls } = await gateway.start();
  const run = new FuzzRun({ urls, random, failures, seed });
  const heapMb: number[] = [];
  try {
    while (run.sent < requests && failures.length < MOST_FAILURES && signal?.aborted !== true) {
      await run.playBatch(Math.min(BATCH, requests - run.sent), below(random, 10) === 0);
      if (Math.floor(run.sent / every) > heapMb.length || run.sent >= requests) {
        await run.forget();
        heapMb.push(measureHeapMb());
        progress?.(run.sent, heapMb.at(-1) ?? 0);
      }
    }
  } finally {
    run.close();
    await gateway.stop();
  }
  return { requests: run.sent, statuses: Object.fromEntries([...run.statuses].sort()), heapMb, failures: failures };
}

/** What a batch is played with. */
interface RunTokens extends Tokens {
  /** Of the scope `alexa::proactive_events`. */
  readonly notice_token: string;
}

interface RunParts {
  readonly urls: GatewayUrls;
  readonly random: Random;
  readonly failures: string[];
  readonly seed: number;
}

class FuzzRun {
  readonly statuses = new Map<string, number>();
  sent = 0;
  readonly #parts: RunParts;
  readonly #connections: readonly FuzzConnection[];

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { na, eu, fe } = parts.urls;
    this.#connections = Array.from(
      { length: CONNECTIONS },
      (_, place) => new FuzzConnection([na, na, na, na, eu, fe][place % 6] ?? na),
    );
  }

  /** One batch over all connections; with `upset` also faults, imports and resets. */
  async playBatch(size: number, upset: boolean): Promise<void> {
    const tokens = await this.#setRight();
    let left = size;
    const work = async (connection: FuzzConnection): Promise<void> => {
      while (left > 0) {
        const count = Math.min(left, below(this.#parts.random, 25) === 0 ? 4 : 1);
        left -= count;
        const requests = Array.from({ length: count }, () => this.#next(tokens, upset));
        await this.#play(connection, { requests, tokens, upset });
      }
    };
    await Promise.all(this.#connections.map(work));
  }

  /** Looks for secrets in what is kept, and forgets it. */
  async forget(): Promise<void> {
    await this.#setRight();
    for (const path of ['/journal?limit=1000', '/export']) {
      const { body } = await send(this.#parts.urls.control + path, {});
      for (const found of findSecrets(JSON.stringify(body)))
        this.#fail(`${path} holds ${found.kind}: ${found.excerpt}`);
    }
    await send(`${this.#parts.urls.control}/reset`, { method: 'POST' });
    this.close();
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #next(tokens: RunTokens, upset: boolean): WireRequest {
    const { random } = this.#parts;
    const world: FuzzWorld = { tokens, noticeToken: tokens.notice_token, number: this.sent };
    this.sent += 1;
    const from = below(random, upset ? 10 : 9);
    const templates =
      from < 5 ? amazonTemplates(world) : from < 9 ? controlTemplates(world) : upsettingTemplates(world);
    const template = pick<Template>(random, templates);
    return encodeMutated(random, template, template.token ?? tokens.access_token ?? 'x');
  }

  async #play(
    connection: FuzzConnection,
    ask: { readonly requests: readonly WireRequest[]; readonly tokens: RunTokens; readonly upset: boolean },
  ): Promise<void> {
    const { requests } = ask;
    const leaves = requests.some(({ template, broken }) => template.waits || broken);
    const impatient = leaves || ask.upset || requests.some(({ faulty }) => faulty);
    const patienceMs = leaves ? SHORT_PATIENCE_MS : impatient ? FAULTY_PATIENCE_MS : PATIENCE_MS;
    const answer = await connection.exchange(requests, patienceMs);
    for (const status of answer.statuses) this.#count(String(status));
    for (let missing = answer.statuses.length; missing < requests.length; missing++) this.#count('none');
    const complaint = judge(answer, { ...ask, impatient });
    if (complaint !== undefined) this.#fail(`${complaint}: ${describe(requests)}`);
  }

  #count(name: string): void {
    this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1);
  }

  #fail(what: string): void {
    this.#parts.failures.push(
      maskSecrets(`seed ${this.#parts.seed}, up to request ${this.sent}: ${what}`).slice(0, 2_000),
    );
  }

  /** No faults and no limits, the clock as the machine's, and a skill, a customer and a token that are good. */
  async #setRight(): Promise<RunTokens> {
    try {
      return await this.#prepare();
    } catch {
      // Another skill has taken the client id, say.
      await send(`${this.#parts.urls.control}/reset`, { method: 'POST' });
      return await this.#prepare();
    }
  }

  async #prepare(): Promise<RunTokens> {
    const { control, na } = this.#parts.urls;
    const call = async (method: string, path: string, body?: object): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      const answer = await send(control + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      assert.ok(answer.status < 300, `${method} ${path} was answered ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    await call('DELETE', '/faults');
    await call('PUT', '/limits', { skill: null, customer: null, notice: null });
    await call('POST', '/clock', { freeze: false, scale: 1, now: '2026-01-01T00:00:00.000Z' });
    await call('PUT', '/skills/skill-1', { ...noticeSkill, clientSecret: CLIENT_SECRET });
    await call('PUT', '/customers/user-1', { region: 'NA', notifications: { 'skill-1': [ORDER] } });
    const tokens = (await call('POST', '/tokens', { skillId: 'skill-1', userId: 'user-1' })) as Tokens;
    await announce(na, tokens.access_token);
    const client = { grant_type: 'client_credentials', client_id: 'client-1', client_secret: CLIENT_SECRET };
    const { body } = await askToken(this.#parts.urls, { ...client, scope: 'alexa::proactive_events' });
    return { ...tokens, notice_token: (body as Tokens).access_token };
  }
}

async function announce(url: string, token: string): Promise<void> {
  const header = {
    namespace: 'Alexa.Discovery',
    name: 'AddOrUpdateReport',
    messageId: 'announcement',
    payloadVersion: '3',
  };
  const payload = { endpoints: [lamp, doorbell], scope: { type: 'BearerToken', token } };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  await send(`${url}/v3/events`, { method: 'POST', headers, body: JSON.stringify({ event: { header, payload } }) });
}

interface Judging {
  readonly requests: readonly WireRequest[];
  readonly tokens: RunTokens;
  readonly upset: boolean;
  readonly impatient: boolean;
}

/** What is wrong with an answer, if anything. */
function judge(
  { statuses, text, hung }: WireAnswer,
  { requests, tokens, upset, impatient }: Judging,
): string | undefined {
  const faulty = upset || requests.some(request => request.faulty);
  const links = requests.some(({ template }) => /links|backfill/.test(template.path));
  // Login with Amazon answers 500 to parameters in the query (fact sheet 7.4), and so does the gateway.
  const inQuery = requests.some(({ pieces }) => /^POST \/auth\/o2\/token\?/.test(String(pieces[0])));
  const expected = [links && 502, inQuery && 500];
  const bad = statuses.find(status => !(status >= 100 && status < 500) && !expected.includes(status));
  if (bad !== undefined && !faulty) return `answered ${bad}`;
  if (hung && !impatient) return 'was not answered';
  if (statuses.length === 0 && !impatient && !hung && requests.length === 1) return 'was closed without an answer';
  const mayTell = requests.some(({ template }) => template.givesToken);
  const secrets = [tokens.access_token, tokens.refresh_token, tokens.notice_token, CLIENT_SECRET];
  return !mayTell && secrets.some(secret => text.includes(secret)) ? 'was answered with a secret' : undefined;
}

function describe(requests: readonly WireRequest[]): string {
  return requests.map(({ pieces }) => Buffer.concat(pieces).toString('latin1').slice(0, 1_500)).join('\n');
}

/** A log that keeps nothing, and complains of errors and of lines with a secret. */
function createWatch(complain: (complaint: string) => void): Log {
  const watch =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields?: LogFields): void => {
      const line = createRecordingLog();
      line[level](message, fields);
      const text = line.text();
      if (level === 'error') complain(maskSecrets(`logged an error: ${text}`).slice(0, 2_000));
      if (findSecrets(text).length > 0) complain(maskSecrets(`logged a secret: ${text}`).slice(0, 2_000));
    };
  const log: Log = {
    ...{ debug: watch('debug'), info: watch('info'), warn: watch('warn'), error: watch('error') },
    child: () => log,
  };
  return log;
}

function measureHeapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
