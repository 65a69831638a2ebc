import type { AlexaEvent } from '../message/alexa-event.ts';
import { kindOf } from '../message/kind.ts';

/**
 * The two halves of an AddOrUpdateReport or a DeleteReport that was too large, each with a messageId of its own; undefined
 * for any other message, and for one with fewer than two endpoints. Source: fact sheet 6.2, row 413.
 */
export function halveReport(
  report: AlexaEvent,
  messageIds: readonly [string, string],
): readonly [AlexaEvent, AlexaEvent] | undefined {
  const kind = kindOf(report);
  const { event } = report;
  const { endpoints } = event.payload;
  if ((kind !== 'AddOrUpdateReport' && kind !== 'DeleteReport') || !Array.isArray(endpoints) || endpoints.length < 2) {
    return undefined;
  }
  const middle = Math.ceil(endpoints.length / 2);
  const half = (messageId: string, part: readonly unknown[]): AlexaEvent => {
    const header = { ...event.header, messageId };
    return { ...report, event: { ...event, header, payload: { ...event.payload, endpoints: part } } };
  };
  return [half(messageIds[0], endpoints.slice(0, middle)), half(messageIds[1], endpoints.slice(middle))];
}
