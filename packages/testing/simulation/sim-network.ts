import type { Connections, Transport } from '@gatehouse/client';
import type { Clock } from '@gatehouse/client/platform';
import type { Chance } from './chance.ts';
import type { SimProcess } from './sim-process.ts';

/** One request on the wire. */
export interface WireRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One answer on the wire; header names in lower case. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string;
}

/** How bad the wire is: the probability of each mishap, and the longest ordinary delay of one way. */
export interface Noise {
  readonly lost: number;
  readonly lostAnswer: number;
  readonly hanging: number;
  readonly cut: number;
  readonly twice: number;
  readonly slow: number;
  readonly delayMs: number;
}

/** A wire on which nothing goes wrong. */
export const QUIET: Noise = { lost: 0, lostAnswer: 0, hanging: 0, cut: 0, twice: 0, slow: 0, delayMs: 20 };

/** What a wire tells of: each request as it leaves a process, each mishap, and what its sender heard in the end. */
export interface WireWatch {
  /** Answers a function that is told once what the sender heard: a status, or undefined for no answer at all. */
  left(process: SimProcess, request: WireRequest): (status: number | undefined) => void;
  mishap(name: string): void;
}

/** What a wire is made of. `route` is whoever takes requests; it answers undefined where nobody listens. */
export interface SimNetworkOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly route: (request: WireRequest) => Promise<WireAnswer | undefined>;
  readonly watch: WireWatch;
}

type Handler = Parameters<Connections['dispatch']>[1];
type Controller = Parameters<NonNullable<Handler['onRequestStart']>>[0];

/** The wire between processes and Amazon. Each request has a fate of its own, so later ones may arrive before earlier ones. */
export class SimNetwork {
  readonly #options: SimNetworkOptions;
  noise: Noise = QUIET;

  constructor(options: SimNetworkOptions) {
    this.#options = options;
  }

  /** How a process opens connections. */
  transportFor(process: SimProcess): Transport {
    return ({ origin }) => ({
      dispatch: (options, handler) => {
        const { method, path, headers, body } = options;
        const request = {
          ...{ origin, method, path: String(path) },
          headers: headers as Readonly<Record<string, string>>,
          body: typeof body === 'string' ? body : '',
        };
        this.#send(new Sending(process, request, handler));
        return true;
      },
      destroy: async () => {},
    });
  }

  /** One way's delay in milliseconds. */
  delay(): number {
    const { chance } = this.#options;
    const { slow, delayMs } = this.noise;
    return chance.happens(slow) ? chance.between(500, 4_000) : chance.between(1, delayMs);
  }

  #send(sending: Sending): void {
    const { process, request } = sending;
    const { clock, watch } = this.#options;
    if (!process.step(`wire ${request.path} leaving`)) return;
    sending.begin(watch.left(process, request));
    if (sending.isOver) return;
    const fate = this.#drawFate();
    if (fate !== 'well') watch.mishap(fate);
    const way = this.delay();
    if (fate === 'lost') return void clock.setTimer(way, () => sending.fail());
    clock.setTimer(way, () => void this.#arrive(sending, fate));
  }

  /** A request whose sender gave up before it arrived is gone with its connection; a dead sender's is on its way. */
  async #arrive(sending: Sending, fate: string): Promise<void> {
    const { clock } = this.#options;
    if (sending.isAborted) return;
    const answer = await this.#options.route(sending.request);
    const again = fate === 'twice' && answer?.status === 202;
    if (again) clock.setTimer(this.#options.chance.between(1, 5_000), () => void this.#options.route(sending.request));
    sending.process.step(`wire ${sending.request.path} taken`);
    if (fate === 'hanging') return;
    clock.setTimer(this.delay(), () => {
      if (answer === undefined || fate === 'lost answer') sending.fail();
      else sending.answer(answer, fate === 'cut');
    });
  }

  #drawFate(): string {
    const { chance } = this.#options;
    const { lost, lostAnswer, hanging, cut, twice } = this.noise;
    let draw = chance.next();
    const fates = { lost, 'lost answer': lostAnswer, hanging, cut, twice };
    for (const [fate, probability] of Object.entries(fates)) {
      if (draw < probability) return fate;
      draw -= probability;
    }
    return 'well';
  }
}

/** One request of a process with whoever waits for its answer. */
class Sending {
  readonly process: SimProcess;
  readonly request: WireRequest;
  readonly #handler: Handler;
  #tell: (status: number | undefined) => void = () => {};
  #aborted = false;
  #over = false;

  constructor(process: SimProcess, request: WireRequest, handler: Handler) {
    this.process = process;
    this.request = request;
    this.#handler = handler;
  }

  /** Whether the sender, alive, has given up. */
  get isAborted(): boolean {
    return this.#aborted && this.process.isAlive;
  }

  get isOver(): boolean {
    return this.#over;
  }

  begin(tell: (status: number | undefined) => void): void {
    this.#tell = tell;
    this.#handler.onRequestStart?.(this.#controller, undefined);
  }

  fail(): void {
    this.#end('failed', undefined, () => {
      const error = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      this.#handler.onResponseError?.(this.#controller, error);
    });
  }

  answer({ status, headers, text }: WireAnswer, cut: boolean): void {
    const heads = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    this.#end('answered', status, () => {
      this.#handler.onResponseStart?.(this.#controller, status, heads, '');
      const whole = Buffer.from(text);
      const part = cut ? whole.subarray(0, whole.length / 2) : whole;
      if (part.length > 0) this.#handler.onResponseData?.(this.#controller, part);
      if (!cut) return this.#handler.onResponseEnd?.(this.#controller, {});
      this.#handler.onResponseError?.(this.#controller, Object.assign(new Error('cut'), { code: 'UND_ERR_SOCKET' }));
    });
  }

  #end(how: string, status: number | undefined, hear: () => void): void {
    this.process.enter(() => {
      if (this.#over || !this.process.step(`wire ${this.request.path} ${how}`)) return;
      this.#over = true;
      this.#tell(status);
      hear();
    });
  }

  get #controller(): Controller {
    return {
      aborted: this.#aborted,
      paused: false,
      reason: null,
      rawHeaders: null,
      rawTrailers: null,
      pause: () => {},
      resume: () => {},
      abort: () => {
        this.#aborted = true;
        if (this.#over) return;
        this.#over = true;
        this.#tell(undefined);
      },
    };
  }
}
