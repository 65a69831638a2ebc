import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProcessMetrics } from './process-metrics.ts';

/** The samples, without the lines of HELP and TYPE. */
async function linesOf(metrics: ProcessMetrics): Promise<string[]> {
  return (await metrics.encode()).split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

test('ProcessMetrics counts attempts by region, status and outcome, and says none where no answer came', async () => {
  const metrics = new ProcessMetrics();
  const sent = { class: 'edge', region: 'EU', tookMs: 40 } as const;
  metrics.noteAttempt({ ...sent, status: 202, outcome: 'accepted' });
  metrics.noteAttempt({ ...sent, status: 202, outcome: 'accepted' });
  metrics.noteAttempt({ ...sent, region: 'NA', outcome: 'again' });
  assert.deepEqual(
    (await linesOf(metrics)).filter(line => line.includes('_attempts_')),
    [
      'gatehouse_relay_attempts_total{region="EU",status="202",outcome="accepted"} 2',
      'gatehouse_relay_attempts_total{region="NA",status="none",outcome="again"} 1',
    ],
  );
});

test('ProcessMetrics measures what a message took on the wire, answered or not, by class and region', async () => {
  const metrics = new ProcessMetrics();
  metrics.noteAttempt({ class: 'reply', region: 'EU', tookMs: 30, status: 202, outcome: 'accepted' });
  metrics.noteAttempt({ class: 'reply', region: 'EU', tookMs: 10_000, outcome: 'again' });
  const lines = await linesOf(metrics);
  assert.ok(lines.includes('gatehouse_relay_post_seconds_bucket{le="0.05",class="reply",region="EU"} 1'));
  assert.ok(lines.includes('gatehouse_relay_post_seconds_bucket{le="10",class="reply",region="EU"} 2'));
  assert.ok(lines.includes('gatehouse_relay_post_seconds_sum{class="reply",region="EU"} 10.03'));
});

test('ProcessMetrics counts connections and requests by whom they are to, from 0 on', async () => {
  const metrics = new ProcessMetrics();
  metrics.noteConnection('EU');
  for (let i = 0; i < 3; i++) metrics.noteRequest('EU');
  const lines = await linesOf(metrics);
  assert.ok(lines.includes('gatehouse_relay_connections_opened_total{peer="EU"} 1'));
  assert.ok(lines.includes('gatehouse_relay_requests_total{peer="EU"} 3'));
  assert.ok(lines.includes('gatehouse_relay_requests_total{peer="handler"} 0'));
});

test('ProcessMetrics counts verdicts by class, and each outcome of a refresh from 0 on', async () => {
  const metrics = new ProcessMetrics();
  metrics.noteVerdict({ class: 'edge', verdict: 'park' });
  metrics.noteRefresh('lost');
  const lines = await linesOf(metrics);
  assert.ok(lines.includes('gatehouse_relay_verdicts_total{class="edge",verdict="park"} 1'));
  assert.ok(lines.includes('gatehouse_relay_refreshes_total{outcome="lost"} 1'));
  assert.ok(lines.includes('gatehouse_relay_refreshes_total{outcome="granted"} 0'));
});

test('ProcessMetrics measures deliveries in seconds, and counts a clock that was set back as no time', async () => {
  const metrics = new ProcessMetrics();
  metrics.noteDelivered({ class: 'level', region: 'FE', tookMs: 240 });
  metrics.noteDelivered({ class: 'level', region: 'FE', tookMs: 7_200_000 });
  metrics.noteDelivered({ class: 'level', region: 'FE', tookMs: -5_000 });
  const lines = await linesOf(metrics);
  const bucket = (le: string): string =>
    `gatehouse_relay_delivery_seconds_bucket{le="${le}",class="level",region="FE"}`;
  for (const [le, count] of [
    ['0.1', 1],
    ['0.25', 2],
    ['3600', 2],
    ['21600', 3],
    ['+Inf', 3],
  ] as const) {
    assert.ok(lines.includes(`${bucket(le)} ${count}`), `${le}: ${count}`);
  }
  assert.ok(lines.includes('gatehouse_relay_delivery_seconds_sum{class="level",region="FE"} 7200.24'));
});

test('ProcessMetrics keeps to itself what another one counts', async () => {
  const [one, two] = [new ProcessMetrics(), new ProcessMetrics()];
  one.noteRefresh('granted');
  assert.ok((await linesOf(two)).includes('gatehouse_relay_refreshes_total{outcome="granted"} 0'));
});
