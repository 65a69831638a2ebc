import { type AlexaEvent, type JsonObject, stateReport } from '@gatehouse/protocol';
import type { Shadow } from '../shadow/shadow-store.ts';
import { snapshotState } from './state-snapshot.ts';

/** What a StateReport is built of. */
export interface StateReportParts {
  readonly messageId: string;
  readonly correlationToken?: string | undefined;
  readonly endpointId: string;
  /** The endpoint's discovery object. */
  readonly description: JsonObject;
  readonly shadow: Shadow;
}

/** The answer to ReportState: the whole state of the endpoint as the device last said (fact sheet 2, StateReport). */
export function buildStateReport(parts: StateReportParts): AlexaEvent {
  const { messageId, correlationToken, endpointId, description, shadow } = parts;
  return stateReport({ messageId, correlationToken, endpointId, properties: snapshotState(shadow, description) });
}
