import { encodeOwner } from '../notice/encode-owner.ts';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { overrideMethods } from '../store/override-methods.ts';
import type { Store } from '../store/store.ts';
import { encodeTraceparent } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

/**
 * The same store with spans for commits, claims and settlements. The trace of the request that an event comes with is
 * stored with the event; what nobody asked for, such as a report that converges, has none.
 */
export function traceStore(store: Store, tracing: Tracing): Store {
  const withTrace = <Event extends Pick<NewEvent, 'trace'>>(event: Event): Event => {
    const { span } = tracing;
    return span === undefined ? event : { ...event, trace: encodeTraceparent(span.spanContext()) };
  };
  const commit = <Result>(customer: string | undefined, work: () => Promise<Result>): Promise<Result> => {
    if (tracing.span === undefined) return work();
    return tracing.run(
      'commit',
      customer === undefined ? {} : { attributes: { 'gatehouse.customer': encodeOwner(customer).customer } },
      work,
    );
  };
  return overrideMethods(store, {
    accept: intake => {
      const traced = { ...intake, events: intake.events.map(withTrace) };
      return commit(intake.customer, async () => {
        const result = await store.accept(traced);
        const { span } = tracing;
        // What is claimed with its commit has no claim of its own to be linked to.
        if (result.type === 'committed' && span !== undefined) tracing.noteClaim(span, result.claimed?.events ?? []);
        return result;
      });
    },
    putEndpoint: put => {
      const announce = withTrace(put.announce);
      return commit(put.customer, () => store.putEndpoint({ ...put, announce }));
    },
    deleteEndpoint: removal => {
      const announce = withTrace(removal.announce);
      return commit(removal.customer, () => store.deleteEndpoint({ ...removal, announce }));
    },
    replayEvent: replay => {
      const event = withTrace(replay.event);
      return commit(undefined, () => store.replayEvent({ ...replay, event }));
    },
    claimLanes: async claim => {
      const startTime = claim.now;
      const lanes = await store.claimLanes(claim);
      // Most questions find nothing due, and are worth no span.
      if (lanes.length === 0) return lanes;
      const events = lanes.flatMap(lane => lane.events);
      const attributes = { 'gatehouse.lanes': lanes.length, 'gatehouse.events': events.length };
      const span = tracing.start('claim', { startTime, parent: null, attributes });
      tracing.noteClaim(span, events);
      span.end();
      return lanes;
    },
    settle: settlement => {
      if (tracing.span === undefined) return store.settle(settlement);
      const { events, lane } = settlement;
      const attributes = { 'gatehouse.events': events.length, 'gatehouse.lane': lane.type };
      return tracing.run('settle', { attributes }, () => store.settle(settlement));
    },
  });
}
