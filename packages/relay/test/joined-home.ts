import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { httpTransport } from '@gatehouse/client';
import { createSystemRandom } from '@gatehouse/client/platform';
import { type StartOptions, startGateway, type TestGateway } from '@gatehouse/gateway/testing';
import { createRecordingLog, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { createRelayConfig } from '../config/create-relay-config.ts';
import { createRelay, type Relay } from '../relay.ts';
import { openStore } from '../store/open-store.ts';
import { calmProbe, WorkCounter } from './work-counter.ts';

/** A discovery object. */
export interface HomeEndpoint {
  readonly endpointId?: unknown;
}

const SECRET = 'gatehouse-secret-of-skill-1';
/** How long a relay may take to stop, in milliseconds. */
const LONGEST_STOP_MS = 10_000;

/**
 * Both ends, joined by sockets: a whole relay on a virtual clock and the gateway that its users have. The relay's clock
 * begins with the gateway's, which follows it in {@link JoinedHome.pass}.
 */
export class JoinedHome {
  readonly gateway: TestGateway;
  readonly relay: Relay;
  readonly clock: VirtualClock;
  readonly customer: string;
  url = '';
  /** How many directives of the gateway the relay has answered. */
  answered = 0;
  readonly #work: WorkCounter;

  constructor(parts: { gateway: TestGateway; relay: Relay; clock: VirtualClock; customer: string; work: WorkCounter }) {
    this.gateway = parts.gateway;
    this.relay = parts.relay;
    this.clock = parts.clock;
    this.customer = parts.customer;
    this.#work = parts.work;
  }

  /** Calls the relay and answers the parsed body; fails when it is refused. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'gatehouse-customer': this.customer };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}${path}`, { method, headers, ...text });
    const said = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${said}`);
    return said === '' ? undefined : JSON.parse(said);
  }

  /** Registers endpoints and lets them be announced. */
  async register(...endpoints: readonly HomeEndpoint[]): Promise<void> {
    for (const endpoint of endpoints) await this.call('PUT', this.#pathOf(String(endpoint.endpointId)), endpoint);
    await this.pass();
  }

  /** Sends a state change; each sample is a millisecond younger than the one before, on both clocks. */
  async put(endpointId: string, ...properties: readonly object[]): Promise<readonly { id: string }[]> {
    await this.pass(1);
    const body = { cause: 'PHYSICAL_INTERACTION', properties };
    const answer = await this.call('PATCH', `${this.#pathOf(endpointId)}/state`, body);
    return (answer as { accepted: { id: string }[] }).accepted;
  }

  /** A state change that the gateway refuses once: its lane waits, and what comes in until time passes lies in the store. */
  async waitAlone(endpointId: string, ...properties: readonly object[]): Promise<void> {
    await this.gateway.faults([{ match: { kind: 'ChangeReport' }, do: { status: 503 } }]);
    await this.put(endpointId, ...properties);
    await this.pass();
  }

  /** Lets time pass on both clocks, the gateway's first; none at all lets everything under way settle. */
  async pass(durationMs = 0): Promise<void> {
    if (durationMs > 0) await this.gateway.advance(durationMs);
    await this.clock.advance(
      durationMs,
      calmProbe(() => this.#work.running === 0),
    );
  }

  /** The same while a device or a directive is waited for: nothing but timers and the store settles in between. */
  async passSlowly(durationMs: number): Promise<void> {
    await this.gateway.advance(durationMs);
    await this.clock.advance(durationMs);
  }

  /** The value of a property as Alexa knows it. */
  async known(endpointId: string, name: string): Promise<unknown> {
    const { endpoints } = await this.gateway.home();
    const endpoint = endpoints.find(one => one.endpointId === endpointId);
    return endpoint?.properties.find(one => one.name === name)?.value;
  }

  /** The values of a property that changed something in the home, in the order in which Alexa took them. */
  async effects(endpointId: string, name: string): Promise<readonly unknown[]> {
    const entries = await this.gateway.journal({ kind: 'ChangeReport' });
    const states = entries.flatMap(({ effects }) => effects).filter(effect => effect.type === 'state');
    return states
      .filter(effect => effect.endpointId === endpointId && effect.name === name && effect.changed)
      .map(effect => effect.value);
  }

  async close(): Promise<void> {
    const over = this.clock.advance(
      LONGEST_STOP_MS,
      calmProbe(() => this.#work.running === 0),
    );
    await Promise.all([this.relay.stop(), over]);
    await this.gateway.stop();
    assert.deepEqual(this.clock.pending(), [], 'no timer is left over');
  }

  #pathOf(endpointId: string): string {
    return `/v1/customers/${this.customer}/endpoints/${endpointId}`;
  }
}

/** Starts both ends for one test, not linked yet: `gateway.link()` does that, as the Alexa app would. */
export async function startJoined(
  t: TestContext,
  options: { readonly gateway?: StartOptions; readonly section?: Readonly<Record<string, unknown>> } = {},
): Promise<JoinedHome> {
  const gateway = await startGateway(options.gateway);
  const clock = createVirtualClock(Date.parse(await gateway.now()));
  const handler = async (directive: unknown): Promise<unknown> => {
    const answer = await home.call('POST', '/v1/directives', directive);
    home.answered += 1;
    return answer;
  };
  const { skillId, clientId } = await gateway.addSkill({ clientSecret: SECRET, handler });
  const { userId: customer } = await gateway.addCustomer();
  const { na: NA, eu: EU, fe: FE, token: tokenUrl } = gateway.urls;
  const config = createRelayConfig({
    section: {
      ...{ port: 0, store: 'memory:', regions: { NA, EU, FE }, tokenUrl },
      skill: { skillId, clientId, clientSecret: SECRET },
      retention: { everyMs: 3_600_000 },
      ...options.section,
    },
  });
  const work = new WorkCounter();
  const store = work.watch(await openStore(config.store));
  const parts = { config, clock, store, random: createSystemRandom(), log: createRecordingLog() };
  const relay = createRelay({ ...parts, transport: work.watchTransport(httpTransport) });
  const home = new JoinedHome({ gateway, relay, clock, customer, work });
  t.after(() => home.close());
  home.url = (await relay.start()).url;
  return home;
}
