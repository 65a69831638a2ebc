import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customerToken } from '../inputs/customer-token.ts';
import { relayedReport } from '../inputs/relayed-reports.ts';
import type { EventCarrier, OpenEventCarrier } from './event-carrier.ts';
import { proveOrder } from './prove-order.ts';

interface Manners {
  /** Whether an event waits for the one before it of the same customer. */
  readonly waits: boolean;
  /** How often an event is posted at most. */
  readonly tries: number;
}

/** A carrier within this process: a request is the text of customer and report, and is delivered with these manners. */
function carrierWith({ waits, tries }: Manners): OpenEventCarrier {
  return async (url): Promise<EventCarrier> => {
    const lanes = new Map<string, Promise<void>>();
    const deliver = async (customer: string, body: string): Promise<void> => {
      const headers = { authorization: `Bearer ${customerToken(customer)}`, 'content-type': 'application/json' };
      for (let tried = 0; tried < tries; tried += 1) {
        const { status } = await fetch(url, { method: 'POST', headers, body });
        if (status === 202) return;
      }
    };
    const take = (request: Buffer): void => {
      const { customer, report } = JSON.parse(request.toString()) as { customer: number; report: number };
      const name = `customer-${customer}`;
      const before = lanes.get(name) ?? Promise.resolve();
      const delivered = (): Promise<void> => deliver(name, JSON.stringify(relayedReport(report)));
      lanes.set(name, waits ? before.then(delivered) : Promise.all([before, delivered()]).then(() => {}));
    };
    const settle = async (): Promise<void> => {
      await Promise.all(lanes.values());
    };
    return {
      load: { send: async requests => requests.forEach(take), close: () => {} },
      encodeReport: (customer, report) => Buffer.from(JSON.stringify({ customer, report })),
      cpuNs: async () => 0,
      settle,
      close: settle,
    };
  };
}

describe('proveOrder()', () => {
  it('is content with who waits for the event before, and tries again', async () => {
    await proveOrder('careful', carrierWith({ waits: true, tries: 5 }));
  });

  it('throws when what was refused is overtaken', async () => {
    const hasty = proveOrder('hasty', carrierWith({ waits: false, tries: 5 }));
    await assert.rejects(hasty, /^RangeError: hasty does not keep the order: .* of customer-\d+ arrived before /);
  });

  it('throws when what was refused is lost', async () => {
    const careless = proveOrder('careless', carrierWith({ waits: true, tries: 1 }));
    await assert.rejects(careless, /^RangeError: careless does not keep the order: .* of customer-\d+ never arrived$/);
  });
});
