import { createSeededRandom, type Log, type Random } from '@gatehouse/client/platform';
import { inMemoryRegionUrls } from '@gatehouse/gateway/in-memory';
import { createRelay, createRelayConfig, type InnerAnswer, type InnerRequest, type Relay } from '@gatehouse/relay';
import type { Store } from '@gatehouse/relay/store';
import { SKILL, TOKEN_URL } from './amazon.ts';
import type { Chance } from './chance.ts';
import type { SimClock } from './sim-clock.ts';
import type { SimDisks } from './sim-disks.ts';
import type { SimNetwork } from './sim-network.ts';
import { type Fuse, SimProcess } from './sim-process.ts';

/** Where the relays post control directives. */
export const HANDLER_URL = 'http://device-cloud.localhost/directives';

/** How long whoever asks a relay waits, in milliseconds. */
const PATIENCE_MS = 6_000;

/** What relays run on. With `shared`, the store outlives a relay, and several relays may work on it. */
export interface RelayHostOptions {
  readonly seed: number;
  readonly relays: number;
  readonly clock: SimClock;
  readonly chance: Chance;
  readonly log: Log;
  readonly disks: SimDisks;
  readonly network: SimNetwork;
  readonly onDeath: (process: SimProcess, step: string) => void;
  /** Told when a process has opened its store. */
  readonly onOpened: () => void;
}

interface Place {
  readonly name: string;
  process: SimProcess | undefined;
  relay: Relay | undefined;
  starts: number;
}

/** The machines on which relays run, die and are started again. */
export class RelayHost {
  readonly #options: RelayHostOptions;
  readonly #places: readonly Place[];

  constructor(options: RelayHostOptions) {
    this.#options = options;
    this.#places = Array.from({ length: options.relays }, (_, index) => ({
      name: `relay-${index + 1}`,
      process: undefined,
      relay: undefined,
      starts: 0,
    }));
  }

  get isShared(): boolean {
    return this.#places.length > 1;
  }

  /** Starts the relays that do not run. */
  async start(): Promise<void> {
    for (const place of this.#places) if (place.process === undefined) await this.#start(place);
  }

  /** Lets a relay die at one of its coming steps; nothing if it does not run. */
  lightFuse(index: number, fuse: Fuse): void {
    this.#places[index % this.#places.length]?.process?.lightFuse(fuse);
  }

  /** Every relay dies at this moment. */
  killAll(step: string): void {
    for (const { process } of this.#places) process?.kill(step);
  }

  /** Nobody dies any more. */
  putOutFuses(): void {
    for (const { process } of this.#places) process?.putOutFuse();
  }

  stall(index: number, durationMs: number): void {
    this.#places[index % this.#places.length]?.process?.stall(durationMs);
  }

  /** Starts a dead relay again after a while. */
  startAgain(process: SimProcess, afterMs: number): void {
    const place = this.#places.find(one => one.process === process);
    if (place === undefined) return;
    place.process = undefined;
    place.relay = undefined;
    this.#options.clock.setTimer(afterMs, () => void this.#start(place));
  }

  /** Asks a relay over its API, as a device cloud or a forwarder does; undefined when no answer came in time. */
  async ask(request: InnerRequest): Promise<InnerAnswer | undefined> {
    const { chance, clock, network } = this.#options;
    const running = this.#places.filter(place => place.relay !== undefined);
    const place = running[chance.between(0, Math.max(0, running.length - 1))];
    const { promise, resolve } = Promise.withResolvers<InnerAnswer | undefined>();
    const lost = chance.happens(network.noise.lost);
    const lostAnswer = chance.happens(network.noise.lostAnswer);
    clock.setTimer(network.delay(), () => {
      const { process, relay } = place ?? {};
      if (process === undefined || relay === undefined || lost) return;
      process.enter(() => {
        void relay.ask(request).then(answer => {
          if (process.isAlive && !lostAnswer) clock.setTimer(network.delay(), () => resolve(answer));
        });
      });
    });
    const patience = clock.setTimer(PATIENCE_MS, () => resolve(undefined));
    const answer = await promise;
    patience.cancel();
    return answer;
  }

  async #start(place: Place): Promise<void> {
    const { clock, log, network, onDeath, seed } = this.#options;
    place.starts += 1;
    const process = new SimProcess({ name: place.name, clock, skewMs: () => clock.skewMs, onDeath });
    place.process = process;
    const store = await this.#open(process, place.starts > 1);
    if (store === undefined) return;
    const random: Random = createSeededRandom(seed * 1_000 + place.starts * 10 + Number(place.name.slice(-1)));
    const relay = createRelay({
      config: createRelayConfig({ section: sectionOf() }),
      clock: process.clock,
      random,
      log,
      store,
      transport: network.transportFor(process),
    });
    await relay.startInside();
    if (process.isAlive) place.relay = relay;
  }

  /** Undefined when the process ended because its store could not be opened; it is started again then. */
  async #open(process: SimProcess, again: boolean): Promise<Store | undefined> {
    const { disks, log, onOpened } = this.#options;
    try {
      if (!this.isShared && again) disks.reopen();
      const store = await disks.open(process);
      onOpened();
      return store;
    } catch (error) {
      log.error('A relay could not open its store', { error });
      process.kill('store opening');
      return undefined;
    }
  }
}

function sectionOf(): object {
  return {
    store: 'memory:',
    regions: inMemoryRegionUrls,
    tokenUrl: TOKEN_URL,
    skill: SKILL,
    handlerUrl: HANDLER_URL,
  };
}
