import { textAt } from '@gatehouse/protocol';
import { openStore } from '@gatehouse/relay';
import { encodeEventId, type NewEvent } from '@gatehouse/relay/store';
import { relayedReport } from '../inputs/relayed-reports.ts';

/** Which events are queued: so many, from a number on, in turn for customers that are numbered from 0. */
export interface QueuedEvents {
  readonly from: number;
  readonly count: number;
  readonly customers: number;
}

const EVENTS_AT_ONCE = 250;
const COMMITS_AT_ONCE = 64;

/** Puts edge events, which never age, into the file of a relay that does not run: as if it had taken them over HTTP. */
export async function queueEvents(directory: string, { from, count, customers }: QueuedEvents): Promise<void> {
  const store = await openStore({ kind: 'sqlite', directory });
  const each = count / customers;
  try {
    const batches = Array.from({ length: customers }, (_, customer) => customer).flatMap(customer =>
      Array.from({ length: Math.ceil(each / EVENTS_AT_ONCE) }, (_, batch) => ({
        customer,
        first: from + customer * each + batch * EVENTS_AT_ONCE,
        length: Math.min(EVENTS_AT_ONCE, each - batch * EVENTS_AT_ONCE),
      })),
    );
    while (batches.length > 0) {
      const commits = batches.splice(0, COMMITS_AT_ONCE).map(({ customer: number, first, length }) => {
        const customer = `customer-${number}`;
        const events = Array.from({ length }, (_, place) => queuedEvent(customer, first + place));
        return store.accept({ customer, at: Date.now(), shadows: [], events });
      });
      await Promise.all(commits);
    }
  } finally {
    await store.close();
  }
}

function queuedEvent(customer: string, number: number): NewEvent {
  const message = relayedReport(number);
  const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']) ?? '';
  const uuid = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  return {
    ...{ id: encodeEventId(customer, uuid), class: 'edge', kind: 'ChangeReport', messageId: `queued-${uuid}` },
    ...{ orderKey: endpointId, endpointId, draft: { type: 'message', message } },
  };
}
