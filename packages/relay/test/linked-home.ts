import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { acceptGrant, memberOf, textAt } from '@gatehouse/protocol';
import { createVirtualClock, type ScriptedMatch, type ScriptedRequest, type VirtualClock } from '@gatehouse/testing';
import { changesOf } from './fake-amazon.ts';
import { type BenchAnswer, CUSTOMER, type RelayBench, type RelayBenchOptions, startRelay } from './relay-bench.ts';

/** Properties of the lamp of the tests, and one of its contact. */
export const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
export const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
export const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };

/** An event as `GET /v1/events/{id}` tells it. */
export interface ToldEvent {
  readonly status: string;
  readonly attempts: readonly { readonly status?: number; readonly messageId: string; readonly outcome: string }[];
  readonly decisions: readonly { readonly what: string; readonly why: string }[];
}

/** A customer as `GET /v1/customers/{c}` tells it. */
export interface ToldCustomer {
  readonly region?: string;
  readonly link: { readonly state: string; readonly reason?: string; readonly remedy?: string };
  readonly lane: { readonly state: string; readonly queued: number };
}

/** Rounds that look after what is over, so seldom that hours pass quickly. */
const seldom = { retention: { everyMs: 3_600_000 }, convergence: { everyMs: 60_000 } };

/**
 * A whole relay on its own port, on a virtual clock, with Amazon's end beside it; the customer is linked unless a test
 * does that itself, the lamp is registered.
 */
export class LinkedHome {
  readonly bench: RelayBench;
  readonly clock: VirtualClock;

  constructor(bench: RelayBench, clock: VirtualClock) {
    this.bench = bench;
    this.clock = clock;
  }

  /** Sends a state change and answers the ids of the events that it led to. */
  async put(...properties: readonly object[]): Promise<readonly string[]> {
    const { status, body } = await this.bench.patch(properties);
    assert.equal(status, 202);
    return (body as { accepted: readonly { id: string }[] }).accepted.map(({ id }) => id);
  }

  /** Hands in whole events and answers their ids. */
  async post(...events: readonly object[]): Promise<readonly string[]> {
    const { status, body } = await this.bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: { events } });
    assert.equal(status, 202);
    return (body as { accepted: readonly { id: string }[] }).accepted.map(({ id }) => id);
  }

  /** Lets time pass; none at all lets everything under way settle. */
  pass(durationMs = 0): Promise<void> {
    return this.bench.advance(durationMs);
  }

  async event(id: string | undefined): Promise<ToldEvent> {
    const { status, body } = await this.bench.call('GET', `/v1/events/${id}`);
    assert.equal(status, 200);
    return body as ToldEvent;
  }

  async customer(): Promise<ToldCustomer> {
    return (await this.bench.call('GET', `/v1/customers/${CUSTOMER}`)).body as ToldCustomer;
  }

  /** An AcceptGrant directive with a code; the answer may need time to pass. */
  grant(code: string): Promise<BenchAnswer> {
    const body = acceptGrant({ messageId: 'm-grant', code, granteeToken: 'gatehouse-secret-grantee' });
    const headers = { 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'NA' };
    return this.bench.call('POST', '/v1/directives', { body, headers });
  }

  /** The posted ChangeReports that match. */
  reports(match: ScriptedMatch = {}): readonly ScriptedRequest[] {
    return this.bench.amazon.heard({ path: 'events', kind: 'ChangeReport', ...match });
  }

  /** The values that accepted reports state as changed, in their order. */
  accepted(): readonly unknown[] {
    return valuesOf(this.reports({ status: 202 }));
  }

  async ledger(): Promise<Readonly<Record<string, unknown>>> {
    return (await this.bench.call('GET', '/v1/ledger')).body as Readonly<Record<string, unknown>>;
  }
}

/** Starts a home for one test; it is closed afterwards. */
export async function startHome(
  t: TestContext,
  options: RelayBenchOptions & { readonly linked?: boolean } = {},
): Promise<LinkedHome> {
  const { linked = true, section, ...more } = options;
  const clock = createVirtualClock();
  const bench = await startRelay(t, { ...more, clock, section: { ...seldom, ...section } });
  const home = new LinkedHome(bench, clock);
  if (linked) assert.equal(textAt((await bench.link()).body, ['event', 'header', 'name']), 'AcceptGrant.Response');
  await bench.putLamp();
  await home.pass();
  return home;
}

/** The values that messages state as changed, in their order. */
export function valuesOf(requests: readonly ScriptedRequest[]): readonly unknown[] {
  return requests.flatMap(({ json }) => changesOf(json).map(one => memberOf(one, 'value')));
}
