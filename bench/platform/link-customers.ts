import { openStore } from '@gatehouse/relay';
import { bucketOf } from '@gatehouse/relay/store';

/** Who is linked: so many customers, numbered from 0, each with an access token. */
export interface LinkedCustomers {
  readonly customers: number;
  readonly tokenOf: (customer: string) => string;
}

const GRANTS_AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

/** Puts grants that live for a day into the file of a relay that does not run, as if it had taken each over HTTP. */
export async function linkCustomers(directory: string, { customers: count, tokenOf }: LinkedCustomers): Promise<void> {
  const store = await openStore({ kind: 'sqlite', directory });
  // In the order of the tables, so that neighbours are written together.
  const customers = Array.from({ length: count }, (_, number) => `customer-${number}`)
    .map(customer => ({ customer, bucket: bucketOf(customer) }))
    .sort((one, other) => one.bucket - other.bucket || (one.customer < other.customer ? -1 : 1));
  try {
    for (let first = 0; first < count; first += GRANTS_AT_ONCE) {
      const at = Date.now();
      const puts = customers.slice(first, first + GRANTS_AT_ONCE).map(({ customer }) => {
        const tokens = { accessToken: tokenOf(customer), refreshToken: `gatehouse-secret-${customer}`, issuedAt: at };
        const text = JSON.stringify({ form: 1, ...tokens });
        return store.putGrant({ customer, tokens: text, expiresAt: at + DAY_MS, region: 'NA', at, dueAt: at });
      });
      await Promise.all(puts);
    }
  } finally {
    await store.close();
  }
}
