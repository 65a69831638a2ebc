import type { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { GROUP_LIMIT, GroupCommit } from './group-commit.ts';
import { openSqliteDatabase, type SqlitePlace, type SqliteTables } from './open-database.ts';
import { failureOf } from './sqlite-failure.ts';
import type { FromThread, ThreadMethods, ThreadRequest, ToThread } from './thread-message.ts';

/** What a store's thread consists of. */
export interface ThreadProgram<Methods> {
  readonly tables: SqliteTables;
  /** What can be asked, on the open database. No method begins or ends a transaction. */
  createMethods(database: DatabaseSync): Methods;
}

/**
 * The far side of `SqliteThread`, called once by the thread's entry: opens the file that the near side named and answers
 * requests. Those that came while the disk was busy share the next transaction, so groups form by themselves under
 * load and a lone request waits for nobody. Does nothing outside of a thread.
 */
export function serveSqliteThread<Methods extends ThreadMethods<Methods>>(program: ThreadProgram<Methods>): void {
  if (parentPort !== null) start(parentPort, { program, place: workerData });
}

function start<Methods extends ThreadMethods<Methods>>(
  port: MessagePort,
  { program, place }: { readonly program: ThreadProgram<Methods>; readonly place: SqlitePlace },
): void {
  try {
    const opening = openSqliteDatabase(place, program.tables);
    if (opening.type === 'refused') {
      post(port, { type: 'failed', failure: opening.failure });
    } else {
      const { database } = opening;
      serve(port, { database, group: new GroupCommit(database, program.createMethods(database)) });
      post(port, { type: 'opened', description: opening.description });
    }
  } catch (error) {
    const where = 'memory' in place ? 'in memory' : `in ${place.directory}`;
    post(port, { type: 'failed', failure: failureOf(error, `Opening the store ${where}`) });
  }
}

interface Serving {
  readonly database: DatabaseSync;
  readonly group: { run(requests: readonly ThreadRequest[]): ReturnType<GroupCommit<object>['run']> };
}

function serve(port: MessagePort, { database, group }: Serving): void {
  const waiting: ThreadRequest[] = [];
  let closing = false;
  const take = (message: ToThread): void => {
    if (message.type === 'close') closing = true;
    else waiting.push(...message.requests);
  };
  port.on('message', (first: ToThread) => {
    take(first);
    do {
      drain(port, { enough: () => waiting.length >= GROUP_LIMIT, take });
      if (waiting.length > 0) post(port, { type: 'replies', replies: group.run(waiting.splice(0, GROUP_LIMIT)) });
    } while (waiting.length > 0);
    if (!closing) return;
    database.close();
    post(port, { type: 'closed' });
    port.close();
  });
}

/** Takes what has come meanwhile, without waiting for anything. */
function drain(
  port: MessagePort,
  { enough, take }: { enough: () => boolean; take: (message: ToThread) => void },
): void {
  while (!enough()) {
    const received: { message: ToThread } | undefined = receiveMessageOnPort(port);
    if (received === undefined) return;
    take(received.message);
  }
}

function post(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}
