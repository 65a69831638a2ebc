import type { ServerResponse } from 'node:http';
import type { Timer } from '@gatehouse/client/platform';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { type JournalFilter, matchesFilter } from '../journal/journal-filter.ts';
import type { ControlContext } from './control-context.ts';

/** A comment now and then tells a dead connection from a quiet journal. */
const HEARTBEAT_MS = 15_000;
/** A listener that does not keep up is cut off before it fills the memory. */
const MOST_UNSENT_BYTES = 8 * 1024 * 1024;

/** Which entries go into a stream. */
export interface StreamAsk {
  readonly context: ControlContext;
  readonly filter: JournalFilter;
  /** The id of the entry that the listener saw last; later ones are sent first. */
  readonly after: string | undefined;
}

/**
 * Writes journal entries as server-sent events, `id` and `data`, until the listener hangs up or the gateway stops.
 * A stream begins with what comes after its opening, or after the entry that `Last-Event-ID` names.
 */
export function streamJournal(response: ServerResponse, { context, filter, after }: StreamAsk): void {
  const { journal, machineClock } = context.house;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(':ok\n\n');
  const send = (entry: JournalEntry): void => {
    if (!matchesFilter(entry, filter)) return;
    response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`);
    if (response.writableLength > MOST_UNSENT_BYTES) response.destroy();
  };
  for (const entry of after === undefined ? [] : entriesAfter(after, context)) send(entry);
  let timer: Timer;
  const beat = (): void => {
    response.write(':\n\n');
    timer = machineClock.setTimer(HEARTBEAT_MS, beat);
  };
  timer = machineClock.setTimer(HEARTBEAT_MS, beat);
  const unsubscribe = journal.subscribe(send);
  const end = (): void => void response.end();
  context.signal.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    timer.cancel();
    unsubscribe();
    context.signal.removeEventListener('abort', end);
  });
  if (context.signal.aborted) end();
}

function* entriesAfter(after: string, { house }: ControlContext): Generator<JournalEntry> {
  let cursor: string | undefined = after;
  while (cursor !== undefined) {
    const page = house.journal.list({}, { after: cursor, limit: 1_000 });
    yield* page.items;
    cursor = page.next;
  }
}
