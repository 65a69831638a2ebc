import assert from 'node:assert/strict';
import { assertNoSecret } from '@gatehouse/testing';
import type { TestGateway } from './gateway-fixture.ts';

/** What the journal says of a refused request. */
export interface RefusedEntry {
  readonly status: number;
  readonly code: string;
  readonly rule: string;
}

/** Asserts that the newest entry tells of a refusal and why, that it had no effect, and that no secret is in it or the log. */
export async function assertRefusedEntry(gateway: TestGateway, expected: RefusedEntry): Promise<void> {
  const entry = await gateway.lastEntry();
  const { verdict, status, code, reason, effects } = entry;
  assert.deepEqual({ verdict, status, code, rule: reason?.rule }, { verdict: 'refused', ...expected });
  assert.ok(reason?.message && reason.source && reason.basis);
  assert.deepEqual(effects, []);
  assertNoSecret(JSON.stringify(entry), 'the journal entry');
  assertNoSecret(gateway.log.text(), 'the log');
}
