import type { Clock } from '@gatehouse/client/platform';
import { type GatehouseError, isJsonObject, memberOf, textAt } from '@gatehouse/protocol';
import { deliveryDefaults } from '@gatehouse/relay';
import type { LedgerCounts } from '@gatehouse/relay/store';
import { granteeTokenOf, SKILL } from './amazon.ts';
import { deviceProperties } from './device.ts';
import { MoveWatch } from './move-watch.ts';
import type { CrashFate, DiskRequest, DiskWatch, SimDisk } from './sim-disk.ts';
import type { SimDisks } from './sim-disks.ts';
import type { WireAnswer, WireRequest, WireWatch } from './sim-network.ts';
import type { SimProcess } from './sim-process.ts';

/** An invariant that was broken; `name` is the same for the same invariant, `detail` says what was found. */
export interface Violation {
  readonly name: string;
  readonly detail: string;
  readonly atMs: number;
}

/** How long Alexa waits for a reply, in milliseconds (fact sheet 2.3). */
export const REPLY_MS: number = 8_000;

/** A directive of a relay that dies may reach the handler so much later, in milliseconds; beside the time of the reply. */
const ON_THE_WAY_MS = REPLY_MS + 10_000;

/** How long a relay waits for an answer, in milliseconds: `delivery.timeoutMs` of the relays here. */
const REQUEST_MS = deliveryDefaults.timeoutMs;

/** How often a message may leave: once, and three resends (send-events reference, HTTP status codes). */
const MOST_SENDS = 4;
const LEAST_APART_MS = 1_000;

/** Answers after which the same message goes out again at once: with another token, or to another region. */
const CORRECTED: readonly (number | undefined)[] = [401, 403];

/** What finds no room on a full disk, by the store's method. */
const fullStates: Readonly<Record<string, string>> = {
  accept: 'an intake finds no room on the disk',
  settle: 'a settlement finds no room on the disk',
  claimLanes: 'a claim finds no room on the disk',
  putGrant: 'a grant finds no room on the disk',
  rotateGrant: 'a new token finds no room on the disk',
  finishArrival: 'a move finds no room on the disk',
  putMoved: 'a move finds no room on the disk',
};

interface Sends {
  count: number;
  lastAt: number;
  /** The same on the sender's own wall clock, by which it waits. */
  lastWallAt: number;
  lastStatus: number | undefined;
}

/**
 * Looks at every step of a simulation: at what leaves, what arrives, what is committed and who dies. Whatever breaks an
 * invariant is a violation; whatever is interesting is a state reached; whatever goes wrong by intent is a fault.
 */
export class Watch implements DiskWatch, WireWatch {
  readonly violations: Violation[] = [];
  readonly states: Map<string, number> = new Map();
  readonly faults: Map<string, number> = new Map();
  readonly trace: string[] = [];
  readonly secrets: Set<string> = new Set([SKILL.clientSecret]);
  /** What the gateway accepted first under each messageId. */
  readonly arrivals: Map<string, unknown> = new Map();
  readonly moves: MoveWatch = new MoveWatch(state => this.reach(state));
  disks: SimDisks | undefined;
  /** Until when each late reply may leave, by its messageId, in milliseconds since the epoch. */
  readonly replyDeadlines: Map<string, number> = new Map();
  /** When a relay last forgot which directives it has seen, or its clock was last set. */
  #disturbedAt = 0;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #sends = new Map<string, Sends>();
  readonly #senders = new WeakMap<WireRequest, SimProcess>();
  readonly #customers = new Map<string, string>();
  /** Which processes refresh for a customer, and since when on the clock that nobody sets. */
  readonly #refreshing = new Map<string, Map<SimProcess, number>>();
  /** When the edge samples that have arrived were taken, by endpoint and property. */
  readonly #edges = new Map<string, Set<number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  reach(state: string): void {
    this.states.set(state, (this.states.get(state) ?? 0) + 1);
  }

  /** From now on, what a relay knew of time before does not count. */
  disturb(): void {
    this.#disturbedAt = this.#clock.now();
  }

  note(line: string): void {
    this.trace.push(`${((this.#clock.now() - this.#startedAt) / 1000).toFixed(3)} ${line}`);
  }

  inject(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  violate(name: string, detail: string): void {
    this.violations.push({ name, detail, atMs: this.#clock.now() - this.#startedAt });
    this.note(`VIOLATION ${name}: ${detail}`);
  }

  mishap(name: string): void {
    this.inject(`wire ${name}`);
    this.note(`wire ${name}`);
  }

  counted({ accepted, ...ended }: LedgerCounts): void {
    const sum = Object.values(ended).reduce((total, count) => total + count, 0);
    if (sum !== accepted) this.violate('ledger', `${accepted} accepted, ${JSON.stringify(ended)}`);
  }

  crashed(fate: CrashFate, { name }: SimDisk): void {
    this.note(`disk ${name === undefined ? '' : `${name} `}crashed: ${fate}`);
    if (fate === 'lost') this.reach('a crash loses what was written and not acknowledged');
    if (fate === 'kept') this.reach('a crash keeps what nobody was told of');
  }

  answered(request: DiskRequest, value: unknown, disk: SimDisk): void {
    const { process, method } = request;
    const type = textAt(value, ['type']);
    if (type === 'fenced') this.reach('a settlement or a claim is fenced');
    if (type === 'repeated') this.reach('an idempotency key repeats its answer');
    if (type === 'conflict') this.reach('a shadow moved under a decision');
    if (method === 'renewLeases' && Array.isArray(value) && value.length > 0) this.reach('a lease is lost');
    if (method === 'claimRefresh' && value === 'taken') this.reach("a refresh is somebody else's already");
    if (type === 'fenced') this.note(`${process.name} ${method}: fenced`);
    if (this.disks?.isRegional) this.moves.answered(request, disk, this.disks);
  }

  refused({ process, method }: DiskRequest, { code }: GatehouseError): void {
    if (code !== 'store-full') return;
    this.note(`${process.name} ${method}: ${code}`);
    const state = fullStates[method];
    if (state !== undefined) this.reach(state);
  }

  died(process: SimProcess, step: string): void {
    this.note(`${process.name} died at: ${step}`);
    this.inject(`crash at ${step.split(' ').slice(0, 2).join(' ')}`);
    if (step.startsWith('store settle')) this.reach('a relay dies while it settles');
    if (step.startsWith('wire /v3')) this.reach('a relay dies with an event on the wire');
    if (step.startsWith('wire /auth')) this.reach('a relay dies with a token request on the wire');
    if (step === 'wire /auth/o2/token taken') this.reach('a relay dies when its refresh token was just replaced');
    for (const processes of this.#refreshing.values()) processes.delete(process);
    this.disturb();
  }

  /** A grant was begun: what its code and its tokens are must not show anywhere. */
  learnCode(customer: string, code: string): void {
    this.secrets.add(code).add(granteeTokenOf(customer));
    this.#customers.set(code, customer);
  }

  left(process: SimProcess, request: WireRequest): (status: number | undefined) => void {
    if (request.path === '/v3/events') return this.#eventLeft(process, request);
    if (request.path === '/auth/o2/token') return this.#tokenAskLeft(process, request);
    return status => this.note(`${process.name} ${request.path} ${status ?? 'no answer'}`);
  }

  /** What Amazon made of a request that arrived. */
  arrived(request: WireRequest, answer: WireAnswer): void {
    if (request.path === '/auth/o2/token') this.#learnTokens(request, answer);
    if (request.path === '/v1/alexaApiEndpoint') this.reach('the region is asked for');
    if (request.path !== '/v3/events') return;
    this.reach(`the gateway answers ${answer.status}`);
    if (answer.status !== 202) return;
    const body: unknown = JSON.parse(request.body);
    const messageId = textAt(body, ['event', 'header', 'messageId']) ?? '';
    if (this.arrivals.has(messageId)) {
      this.reach('a message arrives twice');
      return;
    }
    this.arrivals.set(messageId, body);
    this.#checkOrder(request, body);
  }

  #eventLeft(process: SimProcess, request: WireRequest): (status: number | undefined) => void {
    const { origin, headers, body: text } = request;
    this.#senders.set(request, process);
    const body: unknown = JSON.parse(text);
    const messageId = textAt(body, ['event', 'header', 'messageId']) ?? '';
    const name = textAt(body, ['event', 'header', 'name']) ?? '';
    const token = headers.authorization?.slice('Bearer '.length) ?? '';
    const customer = this.#customers.get(token) ?? 'nobody';
    const send = this.#countSend(messageId, process);
    this.#checkLink(customer, messageId);
    this.#checkLife(process, messageId);
    this.#checkReply(messageId);
    return status => {
      send.lastStatus = status;
      this.note(`${process.name} ${origin.slice(7, 9)} ${customer} ${name} ${messageId}: ${status ?? 'no answer'}`);
    };
  }

  #countSend(messageId: string, sender: SimProcess): Sends {
    const [now, wallAt] = [this.#clock.monotonic(), sender.clock.now()];
    const never = Number.NEGATIVE_INFINITY;
    const sends = this.#sends.get(messageId) ?? { count: 0, lastAt: never, lastWallAt: never, lastStatus: undefined };
    this.#sends.set(messageId, sends);
    sends.count += 1;
    // A clock that jumps ahead ends a wait early; the sender has then waited by the only clock that it can keep.
    const apartMs = Math.max(now - sends.lastAt, wallAt - sends.lastWallAt);
    if (sends.count > MOST_SENDS) this.violate('resends', `${messageId} left ${sends.count} times`);
    if (apartMs < LEAST_APART_MS && !CORRECTED.includes(sends.lastStatus)) {
      this.violate(
        'resent too soon',
        `${messageId} left again after ${apartMs} ms, the answer was ${sends.lastStatus}`,
      );
    }
    sends.lastAt = now;
    sends.lastWallAt = wallAt;
    return sends;
  }

  #checkLink(customer: string, messageId: string): void {
    const state = this.disks?.readCustomer(customer)?.link.state;
    if (state === 'active') return;
    this.violate('posted without a link', `${messageId} left for ${customer}, whose link is ${state}`);
  }

  #checkLife(process: SimProcess, messageId: string): void {
    const sql = 'SELECT class, expires_at AS expiresAt FROM events WHERE message_id = ?';
    const rows = this.disks?.query<{ class: string; expiresAt: number | null }>(sql, messageId) ?? [];
    for (const { class: eventClass, expiresAt } of rows) {
      const lateMs = process.clock.now() - (expiresAt ?? Number.POSITIVE_INFINITY);
      if (lateMs > 0) this.violate('sent too late', `${messageId}, of class ${eventClass}, left ${lateMs} ms too late`);
    }
  }

  #checkReply(messageId: string): void {
    const now = this.#clock.now();
    const deadline = this.replyDeadlines.get(messageId);
    if (deadline === undefined || now <= deadline || deadline - ON_THE_WAY_MS <= this.#disturbedAt) return;
    this.violate('replied too late', `${messageId} left ${now - deadline} ms after its deadline`);
  }

  #tokenAskLeft(process: SimProcess, request: WireRequest): (status: number | undefined) => void {
    const form = new URLSearchParams(request.body);
    const refreshToken = form.get('refresh_token');
    const customer = this.#customers.get(refreshToken ?? form.get('code') ?? '') ?? 'nobody';
    const kind = refreshToken === null ? 'exchange' : 'refresh';
    const done = (status: number | undefined): void =>
      this.note(`${process.name} ${kind} of ${customer}: ${status ?? 'no answer'}`);
    if (refreshToken === null) return done;
    const refreshing = this.#refreshing.get(customer) ?? new Map<SimProcess, number>();
    const now = this.#clock.monotonic();
    this.#refreshing.set(customer, refreshing);
    // A machine that is suspended cannot hang up when its time is over: nobody waits for its answer any more.
    const busy = [...refreshing].some(([other, since]) => !other.isStalled || now - since < REQUEST_MS);
    if (busy) this.violate('refreshed twice at a time', `by ${process.name} for ${customer}`);
    refreshing.set(process, now);
    this.reach('a token is refreshed');
    return status => {
      refreshing.delete(process);
      done(status);
    };
  }

  #learnTokens(request: WireRequest, { status, text }: WireAnswer): void {
    if (status !== 200) this.reach('the token endpoint refuses');
    if (status !== 200) return;
    const form = new URLSearchParams(request.body);
    const customer = this.#customers.get(form.get('code') ?? form.get('refresh_token') ?? '') ?? 'nobody';
    const body: unknown = JSON.parse(text);
    for (const name of ['access_token', 'refresh_token']) {
      const token = textAt(body, [name]);
      if (token === undefined) continue;
      this.secrets.add(token);
      this.#customers.set(token, customer);
    }
  }

  /**
   * Edges of one endpoint arrive in the order in which the device had them. What a relay that died has left on the wire may
   * arrive once more behind what the next one has sent: nobody can call it back.
   */
  #checkOrder(request: WireRequest, body: unknown): void {
    const customer = this.#customers.get(request.headers.authorization?.slice('Bearer '.length) ?? '') ?? 'nobody';
    const endpointId = textAt(body, ['event', 'endpoint', 'endpointId']) ?? '';
    const isOfTheDead = this.#senders.get(request)?.isAlive === false;
    for (const { name, at } of edgesOf(body)) {
      const key = `${customer} ${endpointId} ${name}`;
      const arrived = this.#edges.get(key) ?? new Set();
      const last = Math.max(0, ...arrived);
      if (at < last) {
        if (isOfTheDead && arrived.has(at)) this.reach('an edge of a dead relay arrives once more');
        else this.violate('order', `${key} of ${at} arrived after that of ${last}`);
      }
      this.#edges.set(key, arrived.add(at));
    }
  }
}

/** The edge samples that a ChangeReport states as changed. */
export function edgesOf(
  body: unknown,
): readonly { readonly name: string; readonly value: unknown; readonly at: number }[] {
  const event = memberOf(body, 'event');
  const properties = memberOf(memberOf(memberOf(event, 'payload'), 'change'), 'properties');
  if (!Array.isArray(properties)) return [];
  return properties.filter(isJsonObject).flatMap(({ name, value, timeOfSample }) => {
    if (name !== deviceProperties.contact.name || typeof timeOfSample !== 'string') return [];
    return [{ name, value, at: Date.parse(timeOfSample) }];
  });
}
