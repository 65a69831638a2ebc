import type { ClaimedEvent, ClaimedLane, SettlementResult } from '../../lane/lane-store.ts';
import type { EventRecord, IntakeResult } from '../../outbox/outbox-store.ts';
import type { ShadowProperty } from '../../shadow/property-value.ts';
import type { Shadow } from '../../shadow/shadow-store.ts';
import { parseLines } from './json-lines.ts';
import type {
  EncodedClaimedEvent,
  EncodedClaimedLane,
  EncodedIntakeResult,
  EncodedSettlementResult,
  EncodedShadow,
  EventRow,
  PropertyRow,
} from './thread-message.ts';

/** An event as callers know it. */
export function decodeEvent({ endpointId, settledAt, expiresAt, trace, ...row }: EventRow): EventRecord {
  return {
    ...row,
    ...(endpointId !== null && { endpointId }),
    ...(settledAt !== null && { settledAt }),
    ...(expiresAt !== null && { expiresAt }),
    ...(trace !== null && { trace }),
    attempts: parseLines(row.attempts),
    decisions: parseLines(row.decisions),
  };
}

/** A shadow as callers know it. */
export function decodeShadow({ version, properties }: EncodedShadow): Shadow {
  return { version, properties: properties.map(decodeProperty) };
}

/** A claimed lane as callers know it. */
export function decodeLane({ region, events, ...lane }: EncodedClaimedLane): ClaimedLane {
  return { ...lane, ...(region !== null && { region }), events: events.map(decodeClaimedEvent) };
}

/** What became of an intake as callers know it. */
export function decodeIntakeResult(result: EncodedIntakeResult): IntakeResult {
  if (result.type !== 'committed') return result;
  return result.claimed === null ? { type: 'committed' } : { type: 'committed', claimed: decodeLane(result.claimed) };
}

/** The result of a settlement as callers know it. */
export function decodeSettlementResult(result: EncodedSettlementResult): SettlementResult {
  return result.type === 'fenced' ? result : { ...result, next: result.next.map(decodeClaimedEvent) };
}

function decodeClaimedEvent({
  endpointId,
  expiresAt,
  shadow,
  description,
  trace,
  ...event
}: EncodedClaimedEvent): ClaimedEvent {
  return {
    ...event,
    draft: JSON.parse(event.draft),
    ...(endpointId !== null && { endpointId }),
    ...(expiresAt !== null && { expiresAt }),
    ...(shadow !== null && { shadow: shadow.map(decodeProperty) }),
    ...(description !== null && { description }),
    ...(trace !== null && { trace }),
  };
}

function decodeProperty(row: PropertyRow): ShadowProperty {
  const { namespace, name, instance, reportedValue, reportedAt, reportedUncertainty } = row;
  return {
    namespace,
    name,
    ...(instance !== '' && { instance }),
    class: row.class,
    current: {
      value: JSON.parse(row.currentValue),
      timeOfSample: row.currentAt,
      uncertaintyInMilliseconds: row.currentUncertainty,
    },
    ...(reportedValue !== null && {
      reported: {
        value: JSON.parse(reportedValue),
        timeOfSample: reportedAt ?? 0,
        uncertaintyInMilliseconds: reportedUncertainty ?? 0,
      },
    }),
    ...(row.stranded && { stranded: true }),
  };
}
