import type { Host } from '../platform/host.ts';
import type { OnceRow } from './once.ts';
import type { RunningSample } from './running-sample.ts';
import { encodeSummaryTable } from './summary-table.ts';

/**
 * Links the sample customer, sends one event of each kind, and tells the rows: a table for people, one object a line
 * for programs, the last one `{linked, endpoints, sent, arrived, tookMs}`.
 *
 * @returns whether the link was made and every effect arrived
 */
export async function tellOnce(running: RunningSample, told: { json: boolean; host: Host }): Promise<boolean> {
  const { host, json } = told;
  const startedAt = host.clock.monotonic();
  const answer = await running.sample.link(running);
  const endpoints = answer.discover?.event?.payload?.endpoints?.length ?? 0;
  if (!json)
    host.err(`Linked: AcceptGrant answered, ${endpoints} endpoints discovered; waiting for their first states\n`);
  const rows = await running.sample.once(row => tellRow(row, told));
  const arrived = rows.filter(row => row.arrived).length;
  const tookMs = Math.round(host.clock.monotonic() - startedAt);
  const done = answer.linked && arrived === rows.length;
  if (json) host.out(`${JSON.stringify({ linked: answer.linked, endpoints, sent: rows.length, arrived, tookMs })}\n`);
  else host.out(`${encodeSummaryTable(rows)}\n${encodeVerdict({ arrived, sent: rows.length, tookMs })}\n`);
  return done;
}

function tellRow(row: OnceRow, { host, json }: { json: boolean; host: Host }): void {
  if (json) host.out(`${JSON.stringify(row)}\n`);
  else host.err(`${row.arrived ? 'arrived' : 'missing'}  ${row.sent}\n`);
}

function encodeVerdict({ arrived, sent, tookMs }: { arrived: number; sent: number; tookMs: number }): string {
  const seconds = (tookMs / 1000).toFixed(1);
  return arrived === sent
    ? `Every effect arrived: ${arrived} of ${sent}, in ${seconds} s`
    : `Effects are missing: ${arrived} of ${sent} arrived, in ${seconds} s`;
}
