import { type Clock, sleep } from '@gatehouse/client/platform';
import { deferredResponse, doorbellPress, encodeTimestamp, isJsonObject, response, textAt } from '@gatehouse/protocol';
import type { InnerAnswer, InnerRequest } from '@gatehouse/relay';
import { type DeviceProperty, deviceProperties, type Kind, kindOfDevice } from './device.ts';
import type { WireAnswer } from './sim-network.ts';

/** What a device cloud works with. */
export interface DeviceCloudOptions {
  readonly clock: Clock;
  /** Asks a relay; undefined when no answer came. */
  readonly ask: (request: InnerRequest) => Promise<InnerAnswer | undefined>;
  /** Told of each reply that will come later, and when its directive came. */
  readonly onDeferral?: (messageId: string, at: number) => void;
  /** Told of each word that was refused for want of room before it was taken. */
  readonly onRoom?: () => void;
}

/** One value that a device took on, and what became of the word of it; `at` in milliseconds since the epoch. */
export interface Sample {
  readonly customer: string;
  readonly endpointId: string;
  readonly property: DeviceProperty;
  readonly value: unknown;
  readonly at: number;
  /** Whether the relay has said that it took it. */
  acknowledged: boolean;
}

/** A message that the cloud handed in whole: a doorbell press or a late reply. */
export interface Handed {
  readonly customer: string;
  readonly messageId: string;
  readonly type: 'press' | 'reply';
  readonly at: number;
  /** The id under which the relay took it, once it has said so. */
  id?: string;
}

/** How long the cloud waits before it says something again that nobody has acknowledged, in milliseconds. */
const AGAIN_MS = 1_500;

/**
 * The cloud of the devices: the truth that Alexa's picture is compared with. It says every change until a relay has
 * acknowledged it, of each endpoint one after the other.
 */
export class DeviceCloud {
  readonly samples: Sample[] = [];
  readonly handed: Handed[] = [];
  /** How the next directives are answered: so many milliseconds later by a reply of their own, or at once. */
  deferMs: number | undefined;
  readonly #options: DeviceCloudOptions;
  readonly #queues = new Map<string, Promise<void>>();
  #said = 0;
  #lastAt = 0;

  constructor(options: DeviceCloudOptions) {
    this.#options = options;
  }

  /** Registers an endpoint, or withdraws it. */
  putEndpoint(customer: string, endpointId: string, kind: Kind): void {
    const body = JSON.stringify(kindOfDevice(kind, endpointId));
    this.#say(customer, endpointId, { method: 'PUT', path: pathOf(customer, endpointId), body });
  }

  deleteEndpoint(customer: string, endpointId: string): void {
    this.#say(customer, endpointId, { method: 'DELETE', path: pathOf(customer, endpointId) });
  }

  /** A device changes; the relay hears of it. */
  change(customer: string, endpointId: string, property: DeviceProperty, value: unknown): void {
    // Two samples of one moment could not be told apart at the other end.
    const at = Math.max(this.#options.clock.now(), this.#lastAt + 1);
    this.#lastAt = at;
    const sample: Sample = { customer, endpointId, property, value, at, acknowledged: false };
    this.samples.push(sample);
    const { namespace, name } = deviceProperties[property];
    const properties = [{ namespace, name, value, timeOfSample: encodeTimestamp(at), uncertaintyInMilliseconds: 0 }];
    const request: InnerRequest = {
      method: 'PATCH',
      path: `${pathOf(customer, endpointId)}/state`,
      body: JSON.stringify({ cause: 'PHYSICAL_INTERACTION', properties }),
    };
    this.#say(customer, endpointId, request, answer => {
      sample.acknowledged = answer.status === 202;
    });
  }

  /** Somebody rings. */
  press(customer: string, endpointId: string): void {
    const messageId = `press-${++this.#said}`;
    const message = doorbellPress({ messageId, endpointId, timestamp: this.#options.clock.now() });
    this.#hand({ customer, messageId, type: 'press', at: this.#options.clock.now() }, message, endpointId);
  }

  /** Answers a directive as the handler does: at once, or with a DeferredResponse and a reply that comes later. */
  answerDirective(customer: string, body: string): WireAnswer {
    const directive: unknown = JSON.parse(body);
    const header = ['directive', 'header'];
    const correlationToken = textAt(directive, [...header, 'correlationToken']);
    const endpointId = textAt(directive, ['directive', 'endpoint', 'endpointId']) ?? '';
    const name = textAt(directive, [...header, 'name']);
    const value = name === 'TurnOff' ? 'OFF' : 'ON';
    this.change(customer, endpointId, 'power', value);
    const messageId = `reply-${++this.#said}`;
    const message = response({ messageId, correlationToken, endpointId, properties: [] });
    if (this.deferMs === undefined) return answerJson(message);
    const at = this.#options.clock.now();
    this.#options.onDeferral?.(messageId, at);
    this.#options.clock.setTimer(this.deferMs, () =>
      this.#hand({ customer, messageId, type: 'reply', at }, message, `reply ${messageId}`),
    );
    return answerJson(deferredResponse({ messageId: `deferred-${this.#said}`, correlationToken }));
  }

  /** The last value of each property of each endpoint. */
  lastSamples(): readonly Sample[] {
    const last = new Map<string, Sample>();
    for (const sample of this.samples) {
      last.set(`${sample.customer} ${sample.endpointId} ${sample.property}`, sample);
    }
    return [...last.values()];
  }

  /** The last value of one property of one endpoint. */
  lastOf(customer: string, endpointId: string, property: DeviceProperty): Sample | undefined {
    return this.samples.findLast(
      sample => sample.customer === customer && sample.endpointId === endpointId && sample.property === property,
    );
  }

  /** Whether every word has been acknowledged. */
  get isCalm(): boolean {
    return this.#queues.size === 0;
  }

  #hand(handed: Handed, message: object, key: string): void {
    this.handed.push(handed);
    this.#say(
      handed.customer,
      key,
      {
        method: 'POST',
        path: `/v1/customers/${handed.customer}/events`,
        headers: { 'idempotency-key': handed.messageId },
        body: JSON.stringify(message),
      },
      answer => {
        const body: unknown = JSON.parse(answer.text);
        const accepted: unknown = isJsonObject(body) && Array.isArray(body.accepted) ? body.accepted[0] : undefined;
        const id = textAt(accepted, ['id']);
        if (id !== undefined) handed.id = id;
      },
    );
  }

  /** Says something until it is acknowledged, after everything said before under the same key. */
  #say(customer: string, key: string, request: InnerRequest, heard: (answer: InnerAnswer) => void = () => {}): void {
    const queue = `${customer} ${key}`;
    const before = this.#queues.get(queue) ?? Promise.resolve();
    const said = before.then(() => this.#repeat(request, heard));
    const done = said.finally(() => {
      if (this.#queues.get(queue) === done) this.#queues.delete(queue);
    });
    this.#queues.set(queue, done);
  }

  async #repeat(request: InnerRequest, heard: (answer: InnerAnswer) => void): Promise<void> {
    for (let refused = false; ; ) {
      const answer = await this.#options.ask(request);
      refused ||= answer?.status === 503 && textAt(JSON.parse(answer.text), ['code']) === 'store-full';
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
        if (refused) this.#options.onRoom?.();
        return heard(answer);
      }
      await sleep(this.#options.clock, AGAIN_MS);
    }
  }
}

function pathOf(customer: string, endpointId: string): string {
  return `/v1/customers/${customer}/endpoints/${endpointId}`;
}

function answerJson(body: object): WireAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}
