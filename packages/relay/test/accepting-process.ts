/**
 * A process that only works its store, for tests that kill it: `accepting-process.ts DIRECTORY FIRST`. It accepts
 * events numbered from FIRST, delivers some, and prints a line for each thing that the store has acknowledged.
 */
import { encodeEventId, openSqliteStore, type Store } from '@gatehouse/relay/store';

const AT = 1_767_225_600_000;

function idOf(customer: string, number: number): string {
  return encodeEventId(customer, `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
}

/** Accepts every eighth event from `first` on, for ever. */
async function acceptEvents(store: Store, first: number): Promise<void> {
  for (let number = first; ; number += 8) {
    const customer = `customer-${number % 5}`;
    const id = idOf(customer, number);
    const orderKey = `lamp-${number % 3}`;
    const draft = { type: 'message', message: { padding: 'x'.repeat(number % 2000) } } as const;
    const event = {
      id,
      class: 'edge',
      kind: 'ChangeReport',
      messageId: id,
      orderKey,
      endpointId: orderKey,
      draft,
    } as const;
    await store.accept({ customer, at: AT, shadows: [], events: [event] });
    process.stdout.write(`accepted ${id}\n`);
  }
}

/** Delivers one event of one lane after the other, for ever. */
async function deliverEvents(store: Store): Promise<void> {
  for (;;) {
    const lanes = await store.claimLanes({ owner: 'killed', now: AT, leaseUntil: AT + 1, lanes: 1, events: 1 });
    for (const { customer, epoch, events } of lanes) {
      const settled = events.map(({ id, messageId }) => {
        return { id, messageId, result: 'delivered', attempts: [], decisions: [] } as const;
      });
      await store.settle({ customer, epoch, at: AT, events: settled, lane: { type: 'go-on' }, claim: 0 });
      for (const { id } of events) process.stdout.write(`delivered ${id}\n`);
      await store.releaseLane({ customer, epoch, at: AT });
    }
  }
}

const [directory = '', first = '0'] = process.argv.slice(2);
const store = await openSqliteStore({ directory });
for (let each = 0; each < 5; each++) {
  await store.putGrant({ customer: `customer-${each}`, tokens: 'sealed', expiresAt: AT, at: AT, dueAt: AT });
}
process.stdout.write('{"ready":true}\n');
for (let each = 0; each < 8; each++) void acceptEvents(store, Number(first) + each);
void deliverEvents(store);
