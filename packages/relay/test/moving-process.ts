/**
 * A process that accepts events while their customers move between two regions, for tests that kill it:
 * `moving-process.ts DIRECTORY FIRST`. It prints a line for each event and each move that the stores have acknowledged.
 */
import { createSystemClock } from '@gatehouse/client/platform';
import { encodeEventId, type Store } from '@gatehouse/relay/store';
import { createRecordingLog } from '@gatehouse/testing';
import { openStore } from '../store/open-store.ts';

const AT = 1_767_225_600_000;
const CUSTOMERS = ['customer-1', 'customer-2', 'customer-3'] as const;

async function acceptEvents(store: Store, { customer, first }: { customer: string; first: number }): Promise<void> {
  for (let number = first; ; number++) {
    const id = encodeEventId(customer, `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
    const draft = { type: 'message', message: { padding: 'x'.repeat(number % 500) } } as const;
    const about = { kind: 'X', messageId: id, orderKey: `door-${number % 2}`, endpointId: `door-${number % 2}` };
    await store.accept({ customer, at: AT, shadows: [], events: [{ id, class: 'edge', draft, ...about }] });
    process.stdout.write(`accepted ${id}\n`);
  }
}

/** From one region to the other and back, for ever. */
async function moveAround(store: Store, customer: string): Promise<void> {
  for (let moves = 0; ; moves++) {
    const { generation = 0, region } = (await store.readCustomer(customer)) ?? {};
    await store.correctRegion({ customer, generation, region: region === 'EU' ? 'NA' : 'EU' });
    process.stdout.write(`moved ${customer}-${moves}\n`);
  }
}

const [directory = '', first = '0'] = process.argv.slice(2);
const store = await openStore(
  {
    kind: 'regions',
    regions: {
      NA: { kind: 'sqlite', directory: `${directory}/na` },
      EU: { kind: 'sqlite', directory: `${directory}/eu` },
    },
    fallback: 'NA',
  },
  { clock: createSystemClock(), log: createRecordingLog() },
);
for (const customer of CUSTOMERS) {
  await store.putGrant({ customer, tokens: 'sealed', expiresAt: AT, at: AT, dueAt: AT });
}
process.stdout.write('{"ready":true}\n');
for (const customer of CUSTOMERS) {
  void acceptEvents(store, { customer, first: Number(first) });
  void moveAround(store, customer);
}
