/**
 * Makes Alexa's picture of the devices equal to theirs again, wherever reports were given up: after a refusal, a lost
 * link, a lane that was dropped. Beside it: `tried-states.ts` (what was reported in vain). Its own state: customers to
 * look at first, and where the sweep of all stands.
 */
import { createHash } from 'node:crypto';
import type { Clock, Log, Random } from '@gatehouse/client/platform';
import { encodeCanonicalJson, encodeTimestamp } from '@gatehouse/protocol';
import type { ConvergenceConfig } from '../config/keeping-config.ts';
import { differenceOf } from '../delivery/state-difference.ts';
import { encodeEventId } from '../lane/bucket.ts';
import type { NewEvent, OutboxStore } from '../outbox/outbox-store.ts';
import { keyOf } from '../shadow/property-key.ts';
import type { ShadowProperty } from '../shadow/property-value.ts';
import type { DivergentFilter, EndpointRef, ShadowStore } from '../shadow/shadow-store.ts';
import { Rounds } from '../upkeep/rounds.ts';
import { type StateTry, TriedStates } from './tried-states.ts';

/** What the converger works with. */
export interface ConvergerOptions {
  readonly store: Pick<ShadowStore, 'listDivergent' | 'readShadow' | 'forgetDue'> & Pick<OutboxStore, 'accept'>;
  readonly config: ConvergenceConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Told of a customer after each commit for it. */
  readonly wake: (customer: string) => void;
}

/** How many pages of the sweep one round looks at, whatever they hold. */
const PAGES = 10;
/** More customers than this are not hurried for: the sweep finds the others. */
const MOST_HURRIED = 10_000;

/** Reports anew whatever Alexa does not have and nothing is on its way for. */
export class Converger {
  readonly #options: ConvergerOptions;
  readonly #tried: TriedStates;
  readonly #rounds: Rounds;
  readonly #hurried = new Map<string, EndpointRef | undefined>();
  #after: EndpointRef | undefined;
  #failures: Failures | undefined;

  constructor(options: ConvergerOptions) {
    const { config, clock, random, log } = options;
    this.#options = options;
    this.#tried = new TriedStates(config);
    const round = (isOver: () => boolean): Promise<void> => this.#play(isOver);
    this.#rounds = new Rounds({ name: 'Convergence', everyMs: config.everyMs, round, clock, random, log });
  }

  /** Begins to look. Once only. */
  start(): void {
    this.#rounds.start();
  }

  /** Looks at a customer's endpoints at once, because the link is new or a person has sent the lane on. */
  hurry(customer: string): void {
    if (this.#hurried.size >= MOST_HURRIED) return;
    this.#hurried.set(customer, undefined);
    this.#rounds.hurry();
  }

  /** Ends; resolves when nothing is under way any more. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Hurried customers have half of what a round may do, then everybody has the rest, and what is left is theirs again. */
  async #play(isOver: () => boolean): Promise<void> {
    const { perRound } = this.#options.config;
    this.#failures = undefined;
    try {
      await this.#forgetLeft(perRound);
      let room = perRound - (await this.#convergeHurried(Math.floor(perRound / 2), isOver));
      room -= await this.#convergeAll(room, isOver);
      await this.#convergeHurried(room, isOver);
    } finally {
      this.#logFailures();
    }
  }

  /** What fails of one customer or endpoint, as when the disk of its region does, keeps the others from nothing. */
  #noteFailure(error: unknown): void {
    this.#failures = { count: (this.#failures?.count ?? 0) + 1, first: this.#failures?.first ?? error };
  }

  #logFailures(): void {
    if (this.#failures === undefined) return;
    const { count: failures, first: error } = this.#failures;
    this.#options.log.error('Convergence went past what failed; the next round tries it again', { failures, error });
  }

  /**
   * Answers how many endpoints were reported, at most `most`. Who was not done with goes behind the others, lest one with many
   * endpoints, hurried for again and again, keeps them waiting.
   */
  async #convergeHurried(most: number, isOver: () => boolean): Promise<number> {
    let reported = 0;
    for (const [customer, after] of [...this.#hurried]) {
      if (isOver() || reported >= most) break;
      this.#hurried.delete(customer);
      let next: { readonly after: EndpointRef | undefined } | undefined = { after };
      try {
        const from = after === undefined ? {} : { after };
        const page = await this.#convergePage({ customer, ...from, limit: most - reported }, true);
        reported += page.reported;
        next = page.next && { after: page.next };
      } catch (error) {
        this.#noteFailure(error);
      }
      // Who was hurried for meanwhile begins anew.
      if (next !== undefined && !this.#hurried.has(customer)) this.#hurried.set(customer, next.after);
    }
    return reported;
  }

  async #convergeAll(most: number, isOver: () => boolean): Promise<number> {
    let reported = 0;
    for (let pages = 0; pages < PAGES && reported < most && !isOver(); pages++) {
      const after = this.#after && { after: this.#after };
      const page = await this.#convergePage({ ...after, limit: most - reported }, false);
      reported += page.reported;
      this.#after = page.next;
      if (page.next === undefined) break;
    }
    return reported;
  }

  /**
   * What was to be forgotten once more after a Discover by a process that has died: the one that waits for it does it
   * in time, so a note that has lain as long again is nobody's.
   */
  async #forgetLeft(limit: number): Promise<void> {
    const { store, config, clock } = this.#options;
    for (const customer of await store.forgetDue({ until: clock.now() - config.afterDiscoverMs, limit })) {
      if (this.#hurried.size < MOST_HURRIED) this.#hurried.set(customer, undefined);
    }
  }

  async #convergePage(filter: DivergentFilter, anew: boolean): Promise<ConvergedPage> {
    const { items, next } = await this.#options.store.listDivergent(filter);
    const done = await Promise.all(items.map(endpoint => this.#tryOne(endpoint, anew)));
    return { reported: done.filter(Boolean).length, next };
  }

  /** An endpoint of which the store fails counts as never tried, so that the sweep takes it as soon as it comes by. */
  async #tryOne(endpoint: EndpointRef, anew: boolean): Promise<boolean> {
    try {
      return await this.#converge(endpoint, anew);
    } catch (error) {
      this.#noteFailure(error);
      this.#tried.forget(encodeRef(endpoint));
      return false;
    }
  }

  async #converge(endpoint: EndpointRef, anew: boolean): Promise<boolean> {
    const { store, clock, wake } = this.#options;
    const { customer, endpointId } = endpoint;
    const { properties } = await store.readShadow(customer, endpointId);
    const { changed } = differenceOf(properties);
    if (changed.length === 0) return false;
    const at = clock.now();
    const one = this.#tried.take({ endpoint: encodeRef(endpoint), state: encodeState(changed), anew }, at);
    if (one === undefined) return false;
    await store.accept({ customer, at, shadows: [], events: [this.#draft(endpoint, { changed, one, at })] });
    wake(customer);
    return true;
  }

  #draft({ customer, endpointId }: EndpointRef, report: Report): NewEvent {
    const { random } = this.#options;
    const { changed, one, at } = report;
    return {
      id: encodeEventId(customer, random.uuid()),
      class: 'level',
      kind: 'ChangeReport',
      messageId: random.uuid(),
      orderKey: endpointId,
      endpointId,
      draft: { type: 'level', cause: 'PERIODIC_POLL', properties: changed.map(keyOf) },
      decision: { at, what: 'converge', why: describeTry(changed.length, one) },
    };
  }
}

interface Failures {
  readonly count: number;
  readonly first: unknown;
}

interface ConvergedPage {
  readonly reported: number;
  readonly next: EndpointRef | undefined;
}

interface Report {
  readonly changed: readonly ShadowProperty[];
  readonly one: StateTry;
  readonly at: number;
}

function describeTry(properties: number, { count, nextAt }: StateTry): string {
  const what = properties === 1 ? 'one property' : `${properties} properties`;
  const next = encodeTimestamp(nextAt);
  return `Alexa does not have ${what} of the endpoint as the device has it, and nothing was on its way; try ${count} at this state, and unchanged not before ${next} again`;
}

function encodeRef({ customer, endpointId }: EndpointRef): string {
  return JSON.stringify([customer, endpointId]);
}

/** Only told apart from others: a hash takes little memory. */
function encodeState(changed: readonly ShadowProperty[]): string {
  const text = encodeCanonicalJson(changed.map(property => [keyOf(property), property.current]));
  return createHash('sha256').update(text).digest('base64url');
}
