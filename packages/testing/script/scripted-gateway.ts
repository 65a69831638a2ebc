import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createSystemClock, type Secret } from '@gatehouse/client/platform';
import { REGIONS, type Region } from '@gatehouse/protocol';
import { createScript } from './script.ts';
import { type ScriptedAnswer, type WireAnswer, writeAnswer } from './scripted-answer.ts';
import { matchesRequest, parseRequest, type ScriptedMatch, type ScriptedRequest } from './scripted-request.ts';
import { decideAnswer } from './scripted-rules.ts';
import { type MintedTokens, TokenDesk } from './token-desk.ts';

/** What a scripted gateway may be given. */
export interface ScriptedGatewayOptions {
  /** For `delayMs`, `dribbleMs` and the time of requests. Default: the machine's. */
  readonly clock?: Clock;
  /** Asked for the answer to each request that no plan is left for; without one the gateway's own rules decide. */
  readonly answer?: (request: ScriptedRequest) => ScriptedAnswer | undefined;
}

/**
 * Amazon's end on loopback, with real sockets and as much sense as a test of the other end needs: tokens belong to
 * customers, an event needs a valid one in header and scope, a customer may be bound to a region. What it does
 * beyond that is what the test lays out for it.
 */
export interface ScriptedGateway extends AsyncDisposable {
  /** Base URL of each region, without a trailing slash. */
  readonly urls: Readonly<Record<Region, string>>;
  /** The whole URL of the token endpoint; the path works at every region's URL too. */
  readonly tokenUrl: string;
  /** Every request whose body has arrived, in this order. */
  readonly requests: readonly ScriptedRequest[];
  /**
   * Lays out answers for the next requests that match, in this order; plans made earlier come first.
   *
   * @param match `{}` for any request
   */
  plan(match: ScriptedMatch, answers: ScriptedAnswer | readonly ScriptedAnswer[]): void;
  /** How many laid-out answers no request has had yet; 0 at the end of a good test. */
  left(): number;
  /** Forgets what was laid out. */
  clearPlans(): void;
  /** The requests that match. */
  heard(match: ScriptedMatch): readonly ScriptedRequest[];
  /** Resolves with the requests that match as soon as there are so many. */
  waitFor(count: number, match?: ScriptedMatch): Promise<readonly ScriptedRequest[]>;
  /** Whether every request heard so far has its answer, hangs, or waits for the clock. */
  idle(): boolean;
  /** How many requests hang or wait for the clock at this moment. */
  held(): number;
  /** A code for a customer, as an AcceptGrant directive carries it. */
  createCode(customer: string): Secret;
  /** Tokens for a customer without any code. */
  createTokens(customer: string): MintedTokens;
  /** From here on 401 for the customer's access tokens; refreshing works. */
  expire(customer: string): void;
  /** From here on 401 for the customer's access tokens and `invalid_grant` for everything else. */
  revoke(customer: string): void;
  /** Binds a customer to a region: events elsewhere get 403, the region look-up names it. */
  bind(customer: string, region: Region): void;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

/** Starts a scripted gateway on free ports of loopback: one for each region. */
export async function startScriptedGateway(options: ScriptedGatewayOptions = {}): Promise<ScriptedGateway> {
  const gateway = new Gateway(options);
  await gateway.start();
  return gateway;
}

class Gateway implements ScriptedGateway {
  readonly requests: ScriptedRequest[] = [];
  urls: Readonly<Record<Region, string>> = { NA: '', EU: '', FE: '' };
  readonly #clock: Clock;
  readonly #servers: Server[] = [];
  readonly #script = createScript();
  readonly #desk = new TokenDesk();
  readonly #regions = new Map<string, Region>();
  readonly #news = new EventEmitter().setMaxListeners(0);
  readonly #answer: ScriptedGatewayOptions['answer'];
  #open = 0;
  #held = 0;

  constructor({ clock = createSystemClock(), answer }: ScriptedGatewayOptions) {
    this.#clock = clock;
    this.#answer = answer;
  }

  get tokenUrl(): string {
    return `${this.urls.NA}/auth/o2/token`;
  }

  async start(): Promise<void> {
    const [NA = '', EU = '', FE = ''] = await Promise.all(REGIONS.map(region => this.#listen(region)));
    this.urls = { NA, EU, FE };
  }

  plan(match: ScriptedMatch, answers: ScriptedAnswer | readonly ScriptedAnswer[]): void {
    this.#script.plan(match, answers);
  }

  left(): number {
    return this.#script.left();
  }

  clearPlans(): void {
    this.#script.clear();
  }

  heard(match: ScriptedMatch): readonly ScriptedRequest[] {
    return this.requests.filter(request => matchesRequest(request, match));
  }

  async waitFor(count: number, match: ScriptedMatch = {}): Promise<readonly ScriptedRequest[]> {
    for (;;) {
      const found = this.heard(match);
      if (found.length >= count) return found;
      await once(this.#news, 'heard');
    }
  }

  idle(): boolean {
    return this.#open === 0;
  }

  held(): number {
    return this.#held;
  }

  createCode(customer: string): Secret {
    return this.#desk.createCode(customer);
  }

  createTokens(customer: string): MintedTokens {
    return this.#desk.createTokens(customer);
  }

  expire(customer: string): void {
    this.#desk.expire(customer);
  }

  revoke(customer: string): void {
    this.#desk.revoke(customer);
  }

  bind(customer: string, region: Region): void {
    this.#regions.set(customer, region);
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map(closeServer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #listen(region: Region): Promise<string> {
    const server = createServer((message, response) => {
      this.#open += 1;
      const heard = this.#hear(region, message, response).catch(() => response.destroy());
      void heard.finally(() => {
        this.#open -= 1;
      });
    });
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Ends when the answer is written or waits for the clock. Fails when the sender leaves before its body is whole. */
  async #hear(region: Region, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(message);
    const said = parseRequest(message, { at: this.#clock.now(), region, body });
    const customer = this.#desk.customerOfToken(said.token) ?? this.#desk.customerOfGrant(said.json);
    const request = customer === undefined ? said : { ...said, customer };
    const books = { desk: this.#desk, regions: this.#regions, urls: this.urls };
    const planned = this.#script.take(request) ?? this.#answer?.(request) ?? {};
    const answer = decideAnswer(request, planned, books);
    this.requests.push({ ...request, ...fateOf(answer) });
    this.#hold(answer, response);
    this.#news.emit('heard');
    const written = writeAnswer(response, answer, this.#clock).catch(() => response.destroy());
    if (answer.delayMs === undefined && answer.dribbleMs === undefined) await written;
  }

  #hold({ hang, delayMs, dribbleMs }: WireAnswer, response: ServerResponse): void {
    if (hang !== true && delayMs === undefined && dribbleMs === undefined) return;
    this.#held += 1;
    response.once('close', () => {
      this.#held -= 1;
    });
  }
}

function fateOf({ status, cut, hang }: WireAnswer): Pick<ScriptedRequest, 'status' | 'processed'> {
  const silent = cut === 'before' || hang === true;
  return silent ? { processed: false } : { status, processed: status >= 200 && status < 300 };
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
