import { encodeTimestamp, memberOf } from '@gatehouse/protocol';
import { callRelay, type RelayAnswer } from './call-relay.ts';
import type { Told, ToldKind, ToldLog } from './told-log.ts';

/** What a device cloud is made of. */
export interface DeviceLoadOptions {
  readonly customers: readonly string[];
  readonly log: ToldLog;
}

/** Answers other than 202 that a device cloud may get, by status. */
export type Refusals = Readonly<Record<number, number>>;

/** The time of the first sample, in milliseconds since the epoch; each further one is a millisecond later. */
export const FIRST_SAMPLE_AT: number = Date.UTC(2026, 0, 1);

interface Device {
  readonly customer: string;
  readonly kind: ToldKind;
  number: number;
}

/**
 * The device cloud of some customers: each has a door that opens and closes, a lamp that is dimmed and a bell that
 * rings. Each device tells one thing after the other, as fast as the relay takes it. What got no answer is not told
 * again, but for the bell: its requests have a key, so the same one is made until it is answered.
 */
export class DeviceLoad {
  readonly #log: ToldLog;
  readonly #devices: readonly Device[];
  readonly #refusals: Record<number, number> = {};
  #unanswered = 0;

  constructor({ customers, log }: DeviceLoadOptions) {
    const kinds: readonly ToldKind[] = ['door', 'lamp', 'bell'];
    this.#log = log;
    this.#devices = customers.flatMap(customer => kinds.map(kind => ({ customer, kind, number: 0 })));
  }

  /** How many requests got no answer. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** How many requests were refused, by status. */
  get refusals(): Refusals {
    return this.#refusals;
  }

  /** Tells the relay at an address until `over` says so; resolves when nothing is under way. */
  async tell(url: string, over: () => boolean): Promise<void> {
    await Promise.all(
      this.#devices.map(async device => {
        while (!over() && (await this.#tellOne(url, device)));
      }),
    );
  }

  /** Tells one thing of each device, one after the other; what the relay says goes to the log and the refusals. */
  async tellOnce(url: string): Promise<void> {
    for (const device of this.#devices) await this.#tellOne(url, device);
  }

  /** Whether there was an answer. */
  async #tellOne(url: string, device: Device): Promise<boolean> {
    const number = device.number + 1;
    const answer = await request(url, { ...device, number });
    if (answer === undefined) this.#unanswered += 1;
    if (answer !== undefined || device.kind !== 'bell') device.number = number;
    if (answer === undefined) return false;
    if (answer.status !== 202) this.#refusals[answer.status] = (this.#refusals[answer.status] ?? 0) + 1;
    else for (const told of readTold(answer, { ...device, number })) this.#log.add(told);
    return true;
  }
}

function request(url: string, device: Device): Promise<RelayAnswer | undefined> {
  const { customer, kind, number } = device;
  const base = `${url}/v1/customers/${customer}`;
  if (kind === 'bell') {
    const headers = { 'idempotency-key': `bell-${number}` };
    return callRelay({ method: 'POST', url: `${base}/events`, headers, body: createPress(number) });
  }
  const property =
    kind === 'door'
      ? { namespace: 'Alexa.ContactSensor', name: 'detectionState', value: number % 2 ? 'DETECTED' : 'NOT_DETECTED' }
      : { namespace: 'Alexa.BrightnessController', name: 'brightness', value: number % 101 };
  const sample = { ...property, timeOfSample: timeOf(number), uncertaintyInMilliseconds: 0 };
  const body = { cause: 'PHYSICAL_INTERACTION', properties: [sample] };
  return callRelay({ method: 'PATCH', url: `${base}/endpoints/${kind}-1/state`, body });
}

function createPress(number: number): object {
  const header = {
    namespace: 'Alexa.DoorbellEventSource',
    name: 'DoorbellPress',
    messageId: `press-${number}`,
    payloadVersion: '3',
  };
  const payload = { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: timeOf(number) };
  return { context: {}, event: { header, endpoint: { endpointId: 'bell-1' }, payload } };
}

function timeOf(number: number): string {
  return encodeTimestamp(FIRST_SAMPLE_AT + number);
}

function readTold({ body }: RelayAnswer, { customer, kind, number }: Device): readonly Told[] {
  const accepted = memberOf(body, 'accepted');
  if (!Array.isArray(accepted)) return [];
  return accepted.map(one => ({ id: String(memberOf(one, 'id')), customer, kind, number }));
}
