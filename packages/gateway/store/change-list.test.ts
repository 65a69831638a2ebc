import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RecordKind } from '../record/state-record.ts';
import { ChangeList } from './change-list.ts';
import { RecordSql } from './record-sql.ts';
import { TABLES } from './store-schema.ts';

interface Change {
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: object | undefined;
}

/** Each step adds a change, and then perhaps writes what waits, or fails to. */
interface Step extends Change {
  readonly outcome: 'wait' | 'write' | 'fail' | 'fail-late';
}

function open(): RecordSql {
  const database = new DatabaseSync(':memory:');
  database.exec(TABLES.schema);
  return new RecordSql(database);
}

const contentOf = (sql: RecordSql): unknown => [
  sql.readRecords({ after: 0 }).changes,
  sql.readJournal({ after: 0 }).changes,
];

const changes = fc
  .record({
    kind: fc.constantFrom<RecordKind>('customer', 'skill'),
    key: fc.constantFrom('a', 'b', 'c'),
    value: fc.option(fc.record({ n: fc.nat(9) }), { nil: undefined }),
  })
  .chain(change =>
    fc.record({
      kind: fc.constant(change.kind),
      key: fc.constant(change.key),
      value: fc.constant(change.value),
      outcome: fc.constantFrom<Step['outcome']>('wait', 'write', 'fail', 'fail-late'),
    }),
  );

describe('ChangeList', () => {
  it('writes the same content in the same order however often writing fails', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 40 }), steps => {
        const [steady, shaky] = [open(), open()];
        const [all, list] = [new ChangeList(), new ChangeList()];
        for (const { kind, key, value, outcome } of steps) {
          all.add(kind, key, value);
          steady.write(all.take());
          list.add(kind, key, value);
          if (outcome === 'write') shaky.write(list.take());
          if (outcome === 'fail') list.putBack(list.take());
          if (outcome === 'fail-late') {
            const taken = list.take();
            list.add(kind, key, value);
            list.putBack(taken);
          }
        }
        shaky.write(list.take());
        assert.deepEqual(contentOf(shaky), contentOf(steady));
      }),
    );
  });

  it('takes entries of the journal that are given up for gone, written or not', () => {
    const sql = open();
    const list = new ChangeList();
    for (const number of [1, 2, 3]) list.add('journal', String(number), { number });
    sql.write(list.take());
    list.add('journal', '4', { number: 4 });
    list.add('journal', '1', undefined);
    list.add('journal', '2', undefined);
    list.putBack(list.take());
    list.add('journal', '3', undefined);
    list.putBack(list.take());
    assert.equal(list.isEmpty, false);
    sql.write(list.take());
    assert.deepEqual(sql.readJournal({ after: 0 }).changes, ['journal', '4', '{"number":4}']);
    assert.equal(list.isEmpty, true);
  });

  it('replace() drops what waits, what is there, and what was put back before', () => {
    const sql = open();
    const list = new ChangeList();
    list.add('customer', 'old', {});
    sql.write(list.take());
    list.add('customer', 'waiting', {});
    const taken = list.take();
    list.replace([{ kind: 'customer', key: 'new', value: {} }]);
    list.putBack(taken);
    list.putBack(list.take());
    list.add('customer', 'newer', {});
    sql.write(list.take());
    assert.deepEqual(sql.readRecords({ after: 0 }).changes, ['customer', 'new', '{}', 'customer', 'newer', '{}']);
  });
});
