import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rules } from '@gatehouse/protocol';
import { directiveRules } from '../directive/directive-rules.ts';
import { effectRules } from '../effect/effect-rules.ts';
import { eventRules } from '../event/event-rules.ts';
import { faultRules } from '../fault/fault-rules.ts';
import { httpRules } from '../http/http-rules.ts';
import { limitRules } from '../limit/limit-rules.ts';
import { noticeRules } from '../notice/notice-rules.ts';
import { routineRules } from '../routine/routine-rules.ts';
import { tokenRules } from '../token/token-rules.ts';
import { choices } from './choices.ts';
import { ledger } from './ledger.ts';
import { RULE_AREAS } from './ledger-rule.ts';

const ids = new Set(ledger.map(({ id }) => id));

/** Tables whose types hold that each code that can be produced has its row. */
const tables: Readonly<Record<string, object>> = {
  choice: choices,
  directive: directiveRules,
  effect: effectRules,
  event: eventRules,
  fault: faultRules,
  http: httpRules,
  limit: limitRules,
  notice: noticeRules,
  routine: routineRules,
  token: tokenRules,
};

/** The sources of the gateway, without tests. */
function listSources(): { readonly path: string; readonly text: string }[] {
  const folder = join(import.meta.dirname, '..');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter(
      name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/^(?:test|testing|node_modules)\b/.test(name),
    )
    .map(path => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

describe('ledger', () => {
  it('lists each id once, in order, with sentence, source and basis', () => {
    assert.equal(ids.size, ledger.length);
    assert.deepEqual(
      ledger.map(({ id }) => id),
      [...ids].sort(),
    );
    for (const { id, message, source, basis } of ledger) {
      assert.ok(message.length > 10 && source.length > 5, id);
      assert.ok(['documented', 'observed', 'chosen'].includes(basis), id);
    }
  });

  it('lists every rule of the protocol with what it is worth in either mode', () => {
    for (const rule of Object.values(rules)) {
      const row = ledger.find(({ id }) => id === rule.id);
      assert.deepEqual([row?.area, row?.strict, row?.observed], ['message', rule.strict, rule.observed], rule.id);
    }
  });

  it('lists every row of every table, and has no area without rows', () => {
    for (const [area, table] of Object.entries(tables)) {
      for (const name of Object.keys(table)) assert.ok(ids.has(`${area}/${name}`), `${area}/${name}`);
    }
    assert.deepEqual([...new Set(ledger.map(({ area }) => area))].sort(), RULE_AREAS);
    const counted = Object.values(tables).reduce((sum, table) => sum + Object.keys(table).length, 0);
    assert.equal(ledger.length, counted + Object.keys(rules).length);
  });

  it('has the area of every rule that a source names, and the id where it names the whole of it', () => {
    const named = listSources().flatMap(({ path, text }) =>
      [...text.matchAll(/rule: (?:`([a-z]+)\/\$\{|'([a-z]+\/[\w-]+)')/g)].map(([, area, id]) => ({ path, area, id })),
    );
    assert.ok(named.length >= 7, `only ${named.length} found`);
    for (const { path, area, id } of named) {
      if (id !== undefined) assert.ok(ids.has(id), `${path} names ${id}`);
      else assert.ok(area !== undefined && Object.hasOwn(tables, area), `${path} names the area ${area}`);
    }
  });
});
