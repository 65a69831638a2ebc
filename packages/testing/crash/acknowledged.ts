import type { Store } from '@gatehouse/relay/store';

/** Something that a store has acknowledged to a recorded process, as it says so in a line on its stdout. */
export type Acknowledged =
  | { readonly type: 'event'; readonly id: string; readonly delivered: boolean }
  /** The grant of a customer holds the tokens with this number, or newer ones. */
  | { readonly type: 'grant'; readonly customer: string; readonly number: number }
  /** The shadow of an endpoint has this value, or a newer one. */
  | { readonly type: 'shadow'; readonly customer: string; readonly endpointId: string; readonly number: number }
  /** The registry has the endpoint with this description, or a newer one. */
  | { readonly type: 'endpoint'; readonly customer: string; readonly endpointId: string; readonly number: number }
  /** The answer to a request with this idempotency key is known. */
  | { readonly type: 'key'; readonly customer: string; readonly key: string };

/** Writes an acknowledgement as the line that a recording takes it from. */
export function encodeAcknowledged(acknowledged: Acknowledged): string {
  return `${JSON.stringify(acknowledged)}\n`;
}

/** What a recorded process said, in pieces, as the last word about each thing. */
export function parseAcknowledged(pieces: readonly string[]): readonly Acknowledged[] {
  const last = new Map<string, Acknowledged>();
  for (const line of pieces.join('').split('\n')) {
    if (line === '') continue;
    const said = JSON.parse(line) as Acknowledged;
    const name = nameOf(said);
    const before = last.get(name);
    if (before === undefined || !isOlder(said, before)) last.set(name, said);
  }
  return [...last.values()];
}

/** What of all this a store does not have; a sentence for each, which is empty when it has everything. */
export async function findLost(store: Store, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const found = await Promise.all(acknowledged.map(one => readBack(store, one)));
  return acknowledged.flatMap((one, index) => (found[index] === undefined ? [] : [`${nameOf(one)}: ${found[index]}`]));
}

async function readBack(store: Store, said: Acknowledged): Promise<string | undefined> {
  switch (said.type) {
    case 'event': {
      const status = (await store.readEvent(said.id))?.status;
      if (status === undefined) return 'accepted, and is not there';
      return said.delivered && status !== 'delivered' ? `delivered, and is ${status}` : undefined;
    }
    case 'grant':
      return judgeNumber(said.number, (await store.readGrant(said.customer))?.tokens);
    case 'shadow': {
      const { properties } = await store.readShadow(said.customer, said.endpointId);
      return judgeNumber(said.number, properties[0]?.current.value);
    }
    case 'endpoint':
      return judgeNumber(said.number, (await store.readEndpoint(said.customer, said.endpointId))?.description);
    case 'key':
      return (await store.readIdempotency(said.customer, said.key)) === undefined
        ? 'answered, and is not there'
        : undefined;
  }
}

function judgeNumber(number: number, found: unknown): string | undefined {
  if (found === undefined) return `written as ${number}, and is not there`;
  return Number(found) >= number ? undefined : `written as ${number}, and is ${Number(found)}`;
}

function nameOf(said: Acknowledged): string {
  switch (said.type) {
    case 'event':
      return `event ${said.id}`;
    case 'grant':
      return `grant of ${said.customer}`;
    case 'key':
      return `key ${said.key} of ${said.customer}`;
    default:
      return `${said.type} ${said.endpointId} of ${said.customer}`;
  }
}

/** Acknowledgements of two groups of one commit may be said in another order than they were asked for. */
function isOlder(said: Acknowledged, before: Acknowledged): boolean {
  if (said.type === 'event') return before.type === 'event' && before.delivered;
  return 'number' in said && 'number' in before && said.number < before.number;
}
