/**
 * The store's own thread: one connection to one file. Requests that came while the disk was busy share the next
 * transaction, so groups form by themselves under load and a lone request waits for nobody.
 */
import type { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { GROUP_LIMIT, GroupCommit } from './group-commit.ts';
import { openSqliteDatabase, type SqlitePlace } from './sqlite-database.ts';
import { failureOf } from './sqlite-failure.ts';
import type { FromThread, ThreadRequest, ToThread } from './thread-message.ts';
import { createThreadMethods } from './thread-methods.ts';

function start(port: MessagePort, place: SqlitePlace): void {
  try {
    const opening = openSqliteDatabase(place);
    if (opening.type === 'refused') {
      post(port, { type: 'failed', failure: opening.failure });
    } else {
      serve(port, opening.database);
      post(port, { type: 'opened', description: opening.description });
    }
  } catch (error) {
    const where = 'memory' in place ? 'in memory' : `in ${place.directory}`;
    post(port, { type: 'failed', failure: failureOf(error, `Opening the store ${where}`) });
  }
}

function serve(port: MessagePort, database: DatabaseSync): void {
  const group = new GroupCommit(database, createThreadMethods(database));
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

if (parentPort !== null) start(parentPort, workerData);
