/**
 * The process that a recording watches: `recorded-process.ts DIRECTORY LIFE`, LIFE being a `RecordedLife` as JSON. It
 * works the store in the directory and says in a line on stdout what the store has acknowledged; after so many lines
 * it ends as it was told to.
 */
import { writeSync } from 'node:fs';
import { createSqliteStore, openSqliteStore, type Store, type ThreadMethods } from '@gatehouse/relay/store';
import { SqliteThread } from '@gatehouse/sqlite';
import { type Acknowledged, encodeAcknowledged } from '../crash/acknowledged.ts';
import { type AlteredPlace, type RecordedLife, SHIPPED_FOLD } from '../crash/recorded-life.ts';
import { workStore } from '../crash/recorded-work.ts';

const STDOUT = 1;

const [directory = '', text = ''] = process.argv.slice(2);
const life = JSON.parse(text) as RecordedLife;
const store = await openStore();
let left = life.acknowledgements;

function openStore(): Promise<Store> {
  return life.synchronous === 'FULL' && life.fold === undefined ? openSqliteStore({ directory }) : openAltered();
}

async function openAltered(): Promise<Store> {
  const { synchronous, fold = SHIPPED_FOLD } = life;
  const place: AlteredPlace = { directory, synchronous, fold };
  const thread = new SqliteThread<ThreadMethods>({
    place,
    entry: new URL('../crash/altered-worker.ts', import.meta.url),
  });
  return createSqliteStore(thread, await thread.open());
}

/** Says it with one call of the system, so that the recording has it whole, and ends the process in the middle of its work. */
function tell(acknowledged: Acknowledged): void {
  if (left <= 0) return;
  writeSync(STDOUT, encodeAcknowledged(acknowledged));
  left -= 1;
  if (left > 0) return;
  if (life.end === 'killed') process.kill(process.pid, 'SIGKILL');
  else void store.close();
}

// Once the store is closed, the work ends with an error.
await workStore({ store, first: life.first, onDone: tell }).catch((error: unknown) => {
  if (left > 0) throw error;
});
await store.close();
