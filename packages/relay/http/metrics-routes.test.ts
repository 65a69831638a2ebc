import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doorbellPress, encodeTimestamp, GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { CUSTOMER, type RelayBench, startRelay } from '../test/relay-bench.ts';

interface Scrape {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly lines: readonly string[];
}

async function scrape(bench: RelayBench): Promise<Scrape> {
  const answer = await fetch(`${bench.url}/metrics`);
  const text = await answer.text();
  assertNoSecret(text, 'the metrics');
  return { status: answer.status, type: answer.headers.get('content-type'), text, lines: text.split('\n') };
}

/** Asks again until the answer of the gateway is written down. */
async function scrapeUntil(bench: RelayBench, line: string): Promise<Scrape> {
  for (let tries = 0; ; tries++) {
    const answer = await scrape(bench);
    if (answer.lines.includes(line)) return answer;
    assert.ok(tries < 500, `${line} is not in\n${answer.text}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

const power = (value: string): object => ({ namespace: 'Alexa.PowerController', name: 'powerState', value });

function figureOf(lines: readonly string[], name: string): number {
  const line = lines.find(one => one.startsWith(`${name} `)) ?? assert.fail(`${name} is not told`);
  return Number(line.split(' ').at(-1));
}

/** Brings a grant and one event for each of so many customers. */
async function sendForMany(bench: RelayBench, customers: number): Promise<void> {
  for (let i = 0; i < customers; i++) {
    const customer = `customer-${i}`;
    const { accessToken, refreshToken } = bench.amazon.createTokens(customer);
    const grant = {
      region: 'NA',
      refreshToken: refreshToken.reveal(),
      accessToken: accessToken.reveal(),
      expiresInSeconds: 3600,
    };
    assert.equal((await bench.call('PUT', `/v1/customers/${customer}/grant`, { body: grant })).status, 204);
    const press = doorbellPress({
      messageId: `m-${i}`,
      endpointId: 'door-1',
      timestamp: encodeTimestamp(Date.now()),
    });
    const path = `/v1/customers/${customer}/events`;
    assert.equal((await bench.call('POST', path, { body: press })).status, 202);
  }
}

describe('GET /metrics', () => {
  it('answers the text format of Prometheus before anything has happened, with a HELP and a TYPE for each name', async t => {
    const { status, type, text, lines } = await scrape(await startRelay(t));
    assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
    assert.ok(lines.includes('gatehouse_relay_ledger_imbalance_events 0'));
    assert.ok(lines.includes('gatehouse_relay_backlog_events{class="edge"} 0'));
    assert.ok(lines.includes('gatehouse_relay_refreshes_total{outcome="granted"} 0'));
    const names = lines.filter(line => line.startsWith('# TYPE ')).map(line => line.split(' ')[2] ?? '');
    assert.ok(names.length >= 17);
    for (const name of names) {
      assert.match(name, /^gatehouse_relay_[a-z_]+$/);
      assert.match(text, new RegExp(`^# HELP ${name} [A-Z]`, 'm'));
    }
    assert.equal(new Set(names).size, names.length);
  });

  it('counts what a message went through: a refused token, its refresh, the delivery', async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    await bench.link();
    bench.amazon.expire(CUSTOMER);
    await bench.patch([power('ON')]);
    const { text, lines } = await scrapeUntil(bench, 'gatehouse_relay_events_settled_total{result="delivered"} 1');
    const sum = (pattern: RegExp): number =>
      lines.filter(line => pattern.test(line)).reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
    assert.equal(sum(/^gatehouse_relay_attempts_total\{region="NA",status="202",outcome="accepted"\}/), 1);
    assert.ok(sum(/^gatehouse_relay_attempts_total\{region="NA",status="401",outcome="refresh"\}/) >= 1);
    assert.ok(sum(/^gatehouse_relay_verdicts_total\{class="[a-z]+",verdict="refresh"\}/) >= 1);
    assert.equal(sum(/^gatehouse_relay_verdicts_total\{class="[a-z]+",verdict="delivered"\}/), 1);
    assert.equal(sum(/^gatehouse_relay_refreshes_total\{outcome="granted"\}/), 1);
    assert.equal(sum(/^gatehouse_relay_delivery_seconds_count\{class="level",region="NA"\}/), 1);
    assert.ok(lines.includes('gatehouse_relay_customers{link="active"} 1'));
    assert.ok(lines.includes('gatehouse_relay_ledger_imbalance_events 0'));
    for (const name of [CUSTOMER, 'lamp-1']) assert.equal(text.includes(name), false, 'nobody is named');
  });

  it('tells the age and number of what waits', async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    await bench.patch([power('ON')]);
    const { lines } = await scrape(bench);
    assert.ok(lines.includes('gatehouse_relay_backlog_events{class="level"} 1'));
    assert.ok(lines.some(line => /^gatehouse_relay_backlog_age_seconds\{class="level"\} \d+(\.\d+)?$/.test(line)));
    assert.ok(lines.includes('gatehouse_relay_lanes{state="held"} 1'));
  });

  it('tells how long messages were on the wire and how many connections they took', async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    await bench.link();
    for (const [index, value] of ['ON', 'OFF', 'ON', 'OFF'].entries()) {
      await bench.patch([power(value)]);
      await scrapeUntil(bench, `gatehouse_relay_events_settled_total{result="delivered"} ${index + 1}`);
    }
    const { lines } = await scrape(bench);
    assert.ok(lines.includes('gatehouse_relay_post_seconds_count{class="level",region="NA"} 4'));
    assert.ok(lines.includes('gatehouse_relay_requests_total{peer="token"} 1'));
    assert.ok(lines.includes('gatehouse_relay_connections_opened_total{peer="token"} 1'));
    assert.ok(lines.includes('gatehouse_relay_requests_total{peer="EU"} 0'));
    assert.equal(figureOf(lines, 'gatehouse_relay_requests_total{peer="NA"}'), 4);
    // undici frees a connection a moment after it has handed over the end of the answer, so a second one may be opened.
    const opened = figureOf(lines, 'gatehouse_relay_connections_opened_total{peer="NA"}');
    assert.ok(opened >= 1 && opened <= 2, `${opened} connections for four messages`);
  });

  it('tells that a region is stopped, and not the others', async t => {
    const bench = await startRelay(t, { section: { delivery: { breakerCustomers: 3, breakerPauseMs: 60_000 } } });
    bench.amazon.plan({ path: 'events' }, { status: 503, times: Number.POSITIVE_INFINITY });
    const before = await scrape(bench);
    assert.ok(before.lines.includes('gatehouse_relay_region_breaker{region="NA",state="closed"} 1'));
    await sendForMany(bench, 3);
    const { lines } = await scrapeUntil(bench, 'gatehouse_relay_region_breaker{region="NA",state="open"} 1');
    assert.ok(lines.includes('gatehouse_relay_region_breaker{region="NA",state="closed"} 0'));
    assert.ok(lines.includes('gatehouse_relay_region_breaker{region="EU",state="closed"} 1'));
  });

  it('tells to what a region is slowed down when Alexa throttles the skill', async t => {
    const bench = await startRelay(t);
    bench.amazon.plan({ path: 'events' }, { status: 429, times: Number.POSITIVE_INFINITY });
    const name = 'gatehouse_relay_region_rate_per_second{region="NA"}';
    const before = figureOf((await scrape(bench)).lines, name);
    await sendForMany(bench, 6);
    await bench.amazon.waitFor(6, { path: 'events' });
    const scrapes = async (): Promise<number> => figureOf((await scrape(bench)).lines, name);
    let after = await scrapes();
    for (let tries = 0; after === before && tries < 500; tries++) after = await scrapes();
    assert.ok(after < before && after >= 5, `from ${before} to ${after}`);
    assert.equal(figureOf((await scrape(bench)).lines, 'gatehouse_relay_region_rate_per_second{region="FE"}'), before);
  });

  it('says that the store is not up, and still what the process counts, when the store fails', async t => {
    const readBacklog = (): Promise<never> => Promise.reject(new GatehouseError('store-failed', 'The disk is full'));
    const bench = await startRelay(t, { store: { readBacklog } });
    const { status, text, lines } = await scrape(bench);
    assert.equal(status, 200);
    assert.ok(lines.includes('gatehouse_relay_store_up 0'));
    assert.ok(lines.includes('gatehouse_relay_refreshes_total{outcome="granted"} 0'));
    assert.doesNotMatch(text, /backlog|ledger/);
    assert.ok(bench.log.lines.some(line => /could not be read for the metrics/.test(line.message)));
  });

  it('needs the API key as every path does that tells of the relay', async t => {
    const bench = await startRelay(t, { section: { apiKey: 'gatehouse-secret-metrics' } });
    assert.equal((await bench.call('GET', '/metrics')).status, 401);
  });
});
