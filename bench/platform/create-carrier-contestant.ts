import type { Meter } from '../runner/meter.ts';
import type { Contestant } from '../runner/sample.ts';
import type { EventCarrier } from './event-carrier.ts';

/** What a carrier plays: so many events a round, each a request that `encode` writes for its number, which counts on. */
export interface CarrierPlan {
  readonly name: string;
  readonly carrier: EventCarrier;
  readonly events: number;
  encode(number: number): Buffer;
}

/** Makes a contestant of a carrier: a round lasts until everything is delivered and settled. Requests are written outside of it. */
export function createCarrierContestant({ name, carrier, events, encode }: CarrierPlan, meter: Meter): Contestant {
  let sent = 0;
  return {
    name,
    play: async () => {
      const requests = Array.from({ length: events }, (_, place) => encode(sent + place));
      sent += events;
      const cpuBefore = await carrier.cpuNs();
      const wallBefore = meter.wallNs();
      await carrier.load.send(requests, 202);
      await carrier.settle();
      const wallNs = meter.wallNs() - wallBefore;
      return { operations: events, wallNs, cpuNs: (await carrier.cpuNs()) - cpuBefore };
    },
  };
}
