import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { httpTransport } from '@gatehouse/client';
import { type Clock, createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import { acceptGrant } from '@gatehouse/protocol';
import {
  assertNoSecret,
  createRecordingLog,
  type RecordingLog,
  type ScriptedGateway,
  startScriptedGateway,
  type VirtualClock,
} from '@gatehouse/testing';
import type { Tracer } from '@opentelemetry/api';
import { createRelayConfig } from '../config/create-relay-config.ts';
import { createRelay, type Relay } from '../relay.ts';
import { openStore } from '../store/open-store.ts';
import { overrideMethods } from '../store/override-methods.ts';
import type { Store } from '../store/store.ts';
import { ApiContract } from './api-contract.ts';
import { calmProbe, WorkCounter } from './work-counter.ts';

/** What the relay of a bench is configured with beside the addresses of the fakes; the section `relay`. */
export interface RelayBenchOptions {
  readonly section?: Readonly<Record<string, unknown>>;
  /** Stands in the place of the store's own methods. */
  readonly store?: Partial<Store>;
  /** Makes the relay's spans. Default: none. */
  readonly tracer?: Tracer;
  /** What the relay reads its key file with. */
  readonly readKeys?: () => Promise<string>;
  /** Time passes only in {@link RelayBench.advance} then. Default: the machine's clock. */
  readonly clock?: VirtualClock;
}

/** One request to the relay; `body` is sent as JSON, `text` as it is. */
export interface BenchRequest {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the relay answered; `body` is the parsed JSON, undefined for none. */
export interface BenchAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The customer of most tests. */
export const CUSTOMER = 'customer-1';

/** A lamp with power, brightness, a contact sensor, and a lock that it does not report by itself. */
export const lamp: Readonly<Record<string, unknown>> = {
  endpointId: 'lamp-1',
  manufacturerName: 'Gatehouse',
  friendlyName: 'Lamp',
  description: 'A lamp of the tests',
  displayCategories: ['LIGHT'],
  capabilities: [
    { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
    capabilityOf('Alexa.PowerController', 'powerState'),
    capabilityOf('Alexa.BrightnessController', 'brightness'),
    capabilityOf('Alexa.ContactSensor', 'detectionState'),
    capabilityOf('Alexa.LockController', 'lockState', false),
  ],
};

interface RelayBenchParts {
  readonly relay: Relay;
  readonly store: Store;
  readonly amazon: ScriptedGateway;
  readonly log: RecordingLog;
  readonly clock: VirtualClock | undefined;
  readonly work: WorkCounter;
}

/** How long a relay may take to stop, in milliseconds. */
const LONGEST_STOP_MS = 10_000;

/** The description is the same for every relay: made once a process. */
let described: ApiContract | undefined;

/** A relay on its own port with the store in memory, and Amazon's end beside it. Everything it writes is kept. */
export class RelayBench {
  readonly relay: Relay;
  readonly store: Store;
  readonly amazon: ScriptedGateway;
  readonly log: RecordingLog;
  url = '';
  readonly #outputs: string[] = [];
  readonly #clock: VirtualClock | undefined;
  readonly #work: WorkCounter;
  #contract: ApiContract | undefined;

  constructor(parts: RelayBenchParts) {
    this.relay = parts.relay;
    this.store = parts.store;
    this.amazon = parts.amazon;
    this.log = parts.log;
    this.#clock = parts.clock;
    this.#work = parts.work;
  }

  /** Lets time pass on the virtual clock; between two timers store and sockets settle. By 0 ms they settle alone. */
  async advance(durationMs: number): Promise<void> {
    assert.ok(this.#clock, 'Only a relay on a virtual clock lets time pass');
    await this.#clock.advance(
      durationMs,
      calmProbe(() => this.#work.running <= this.amazon.held()),
    );
  }

  /** Stops relay and gateway; nothing that was said may hold a secret, and no timer pends. */
  async close(): Promise<void> {
    await Promise.all([this.relay.stop(), this.#clock && this.advance(LONGEST_STOP_MS)]);
    await this.amazon.close();
    this.assertNoSecrets();
    assert.deepEqual(this.#clock?.pending() ?? [], [], 'no timer is left over');
  }

  /** Holds every answer from now on against the relay's own description of its API. */
  async describe(): Promise<void> {
    described ??= new ApiContract(JSON.parse((await this.relay.ask({ method: 'GET', path: '/openapi.json' })).text));
    this.#contract = described;
  }

  /** Calls the relay. */
  async call(method: string, path: string, request: BenchRequest = {}): Promise<BenchAnswer> {
    const text = request.body === undefined ? request.text : JSON.stringify(request.body);
    const type = request.body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...type, ...request.headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const body = await answer.text();
    this.#outputs.push(body);
    const parsed: unknown = body === '' ? undefined : JSON.parse(body);
    const contentType = answer.headers.get('content-type') ?? '';
    this.#contract?.check({ method, path, sent: request.body, status: answer.status, contentType, body: parsed });
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  /** Registers the lamp. */
  async putLamp(): Promise<void> {
    const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;
    assert.equal((await this.call('PUT', path, { body: lamp })).status, 201);
  }

  /** Links the customer with a code that the gateway knows. */
  async link(headers: Readonly<Record<string, string>> = {}): Promise<BenchAnswer> {
    const directive = acceptGrant({
      messageId: 'm-grant',
      code: this.amazon.createCode(CUSTOMER).reveal(),
      granteeToken: 'gatehouse-secret-grantee',
    });
    return this.call('POST', '/v1/directives', {
      body: directive,
      headers: { 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'NA', ...headers },
    });
  }

  /** Sends a state change of the lamp. */
  patch(properties: readonly object[], cause = 'PHYSICAL_INTERACTION'): Promise<BenchAnswer> {
    const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`;
    return this.call('PATCH', path, { body: { cause, properties } });
  }

  /** Fails when a secret is in anything that the relay has answered or logged. */
  assertNoSecrets(): void {
    assertNoSecret(this.log.text(), "the relay's log");
    assertNoSecret(this.#outputs.join('\n'), "the relay's answers");
  }
}

/** Starts a relay for one test; after the test it is stopped, and nothing it has said may hold a secret. */
export async function startRelay(t: TestContext, options: RelayBenchOptions = {}): Promise<RelayBench> {
  const clock: Clock = options.clock ?? createSystemClock();
  const amazon = await startScriptedGateway({ clock });
  const log = createRecordingLog();
  const config = createRelayConfig({
    section: {
      port: 0,
      store: 'memory:',
      regions: amazon.urls,
      tokenUrl: amazon.tokenUrl,
      skill: { skillId: 'skill-1', clientId: 'client-1', clientSecret: 'gatehouse-secret-client' },
      delivery: { discoverGraceMs: 0 },
      ...options.section,
    },
  });
  const work = new WorkCounter();
  const opened = work.watch(await openStore(config.store));
  const store = options.store === undefined ? opened : overrideMethods(opened, options.store);
  const relay = createRelay({
    ...{ config, clock, random: createSystemRandom(), log, store },
    transport: work.watchTransport(httpTransport),
    ...(options.tracer === undefined ? {} : { tracer: options.tracer }),
    ...(options.readKeys === undefined ? {} : { readKeys: options.readKeys }),
  });
  const bench = new RelayBench({ relay, store, amazon, log, work, clock: options.clock });
  t.after(() => bench.close());
  bench.url = (await relay.start()).url;
  await bench.describe();
  return bench;
}

/**
 * A device cloud's handler on its own port; `answer` says what it answers to each directive. Where it says nothing, the
 * answer can be given later: by the functions in `release`, in the order of the directives.
 */
export async function startHandler(
  t: TestContext,
  answer: (directive: unknown) => { status?: number; text: string } | undefined,
  release: ((text: string) => void)[] = [],
): Promise<{ readonly url: string; readonly heard: { headers: NodeJS.Dict<string | string[]>; body: unknown }[] }> {
  const heard: { headers: NodeJS.Dict<string | string[]>; body: unknown }[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      heard.push({ headers: request.headers, body });
      const said = answer(body);
      if (said === undefined) release.push(text => void reply.writeHead(200).end(text));
      else reply.writeHead(said.status ?? 200).end(said.text);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/handler`, heard };
}

function capabilityOf(interfaceName: string, name: string, proactivelyReported = true): object {
  return {
    type: 'AlexaInterface',
    interface: interfaceName,
    version: '3',
    properties: { supported: [{ name }], retrievable: true, proactivelyReported },
  };
}
