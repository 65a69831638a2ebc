/** How many buckets customers are spread over; fixed for ever, because it is part of ids and of every table's key. */
export const BUCKETS = 4096;

/**
 * The bucket of a customer: FNV-1a over the UTF-16 code units, modulo {@link BUCKETS}.
 * The first column of every table, and the head of every event id, so that an id alone finds its shard.
 */
export function bucketOf(customer: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < customer.length; i++) {
    hash ^= customer.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % BUCKETS;
}

/** An event id: `evt_`, the customer's bucket in three hexadecimal digits, an underscore, a UUID. */
export function encodeEventId(customer: string, uuid: string): string {
  return `evt_${bucketOf(customer).toString(16).padStart(3, '0')}_${uuid}`;
}

/** The bucket that an event id names, or undefined when the text is no event id. */
export function bucketOfEventId(id: string): number | undefined {
  const match = /^evt_([0-9a-f]{3})_[0-9a-f-]{36}$/.exec(id);
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 16);
}
