import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { bucketOf } from '../../lane/bucket.ts';
import { BAGGAGE } from '../../residence/move-store.ts';
import { MovedTable } from './moved-table.ts';
import { SCHEMA } from './sqlite-schema.ts';

function open(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEMA);
  return database;
}

test('BAGGAGE names every table that speaks of a customer, beside customer, lane, grant and the move itself', () => {
  const database = open();
  const tables = database
    .prepare(
      `SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_xinfo(m.name) c
       WHERE m.type = 'table' AND c.name = 'customer' ORDER BY m.name`,
    )
    .all()
    .map(({ name }) => name);
  assert.deepEqual(tables, [...BAGGAGE, 'customers', 'grants', 'lanes', 'moves'].sort());
  database.close();
});

test('MovedTable carries every column that is not computed, page by page, and deletes what it carried', () => {
  const [old, home] = [open(), open()];
  const bucket = bucketOf('c');
  for (let n = 0; n < 5; n++) {
    old.exec(`INSERT INTO idempotency VALUES (${bucket}, 'c', 'key-${n}', 'f', 'answer ${n}', ${n})`);
  }
  old.exec("INSERT INTO idempotency VALUES (7, 'other', 'key-1', 'f', 'a', 0)");
  const options = { name: 'idempotency', keys: ['key'] };
  const [from, to] = [new MovedTable(old, options), new MovedTable(home, options)];
  const pages: number[] = [];
  for (let page = from.read('c', { limit: 2 }); page.rows.length > 0; ) {
    pages.push(page.rows.length);
    for (const row of page.rows) to.insert('c', row);
    if (page.next === undefined) break;
    page = from.read('c', { limit: 2, after: page.next });
  }
  assert.deepEqual(pages, [2, 2, 1]);
  const own = "SELECT * FROM idempotency WHERE customer = 'c' ORDER BY key";
  assert.deepEqual(home.prepare(own).all(), old.prepare(own).all());
  assert.deepEqual([from.delete('c', 3), from.delete('c', 3), from.delete('c', 3)], [3, 2, 0]);
  assert.equal(old.prepare('SELECT count(*) AS n FROM idempotency').get()?.n, 1);
  old.close();
  home.close();
});
