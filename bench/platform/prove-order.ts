import { textAt } from '@gatehouse/protocol';
import { relayedReport } from '../inputs/relayed-reports.ts';
import { judgeOrder } from '../runner/judge-order.ts';
import type { OpenEventCarrier } from './event-carrier.ts';
import { startMoodySink } from './moody-sink.ts';

const CUSTOMERS = 60;
const EVENTS_EACH = 6;

/**
 * Lets a carrier show that it keeps the order of each customer and loses nothing: each customer's events are sent one
 * after the other, the next one when the one before is accepted, and the first post of one customer in three is answered
 * 429. Throws a RangeError that says what was lost or overtaken.
 */
export async function proveOrder(name: string, open: OpenEventCarrier): Promise<void> {
  const refused = new Set<string>();
  const arrived: string[] = [];
  const sink = await startMoodySink({
    moodOf: token => {
      if (numberOf(token) % 3 > 0 || refused.has(token)) return 'takes';
      refused.add(token);
      return 'throttles';
    },
    onTaken: ({ messageId }) => arrived.push(messageId),
  });
  const carrier = await open(sink.url);
  const accepted = new Map<string, string[]>();
  try {
    for (let event = 0; event < EVENTS_EACH; event += 1) {
      const numbers = Array.from({ length: CUSTOMERS }, (_, customer) => ({
        customer,
        report: event * CUSTOMERS + customer,
      }));
      await carrier.load.send(
        numbers.map(({ customer, report }) => carrier.encodeReport(customer, report)),
        202,
      );
      for (const { customer, report } of numbers) {
        const ids = accepted.get(`customer-${customer}`) ?? [];
        accepted.set(`customer-${customer}`, [...ids, messageIdOf(report)]);
      }
    }
    await carrier.settle();
  } finally {
    await carrier.close();
    await sink.close();
  }
  const wrong = judgeOrder(accepted, arrived) ?? (refused.size === 0 ? 'The sink refused nothing' : undefined);
  if (wrong !== undefined) throw new RangeError(`${name} does not keep the order: ${wrong}`);
}

/** The number of the customer of a token, see `customerToken`. */
function numberOf(token: string): number {
  return Number(/\d+/.exec(token)?.[0]);
}

function messageIdOf(report: number): string {
  return textAt(relayedReport(report), ['event', 'header', 'messageId']) ?? '';
}
