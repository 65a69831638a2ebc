import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
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

describe('GET /metrics', () => {
  it('answers the text format of Prometheus before anything has happened, with a HELP and a TYPE for each name', async t => {
    const { status, type, text, lines } = await scrape(await startRelay(t));
    assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
    assert.ok(lines.includes('gatehouse_relay_ledger_imbalance_events 0'));
    assert.ok(lines.includes('gatehouse_relay_backlog_events{class="edge"} 0'));
    assert.ok(lines.includes('gatehouse_relay_refreshes_total{outcome="granted"} 0'));
    const names = lines.filter(line => line.startsWith('# TYPE ')).map(line => line.split(' ')[2] ?? '');
    assert.ok(names.length >= 12);
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
