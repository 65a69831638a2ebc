import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { ledger } from '../rule/ledger.ts';
import type { LedgerRule } from '../rule/ledger-rule.ts';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

async function ask(query: string): Promise<{ status: number; items: LedgerRule[]; body: unknown }> {
  gateway ??= await startTestGateway();
  const { status, body } = await gateway.control('GET', `/rules${query}`);
  return { status, body, items: memberOf(body, 'items') as LedgerRule[] };
}

describe('GET /rules', () => {
  it('lists every rule, page by page', async () => {
    const rules: LedgerRule[] = [];
    for (let after: unknown = ''; after !== undefined; ) {
      const { items, body } = await ask(`?limit=50&after=${encodeURIComponent(String(after))}`);
      rules.push(...items);
      after = memberOf(body, 'next');
    }
    assert.deepEqual(rules, ledger);
  });

  it('lists those of one basis or one area', async () => {
    const chosen = (await ask('?basis=chosen&limit=1000')).items;
    assert.deepEqual(
      chosen,
      ledger.filter(({ basis }) => basis === 'chosen'),
    );
    const effects = (await ask('?area=effect&basis=documented&limit=1000')).items;
    assert.ok(effects.length > 5);
    assert.ok(effects.every(({ area, basis }) => area === 'effect' && basis === 'documented'));
  });

  it('refuses filters that mean nothing', async () => {
    for (const [query, pointer] of [
      ['?basis=guessed', '/basis'],
      ['?area=weather', '/area'],
      ['?colour=red', '/colour'],
      ['?limit=0', '/limit'],
    ] as const) {
      const { status, body } = await ask(query);
      assert.deepEqual([status, memberOf(body, 'pointer')], [400, pointer], query);
    }
  });

  it('has the rule that the reason of a journal entry names', async () => {
    gateway = await startTestGateway();
    await gateway.postEvent('{', {});
    const { reason } = await gateway.lastEntry();
    const found = ledger.find(({ id }) => id === reason?.rule);
    assert.deepEqual([found?.source, found?.basis], [reason?.source, reason?.basis]);
  });
});
