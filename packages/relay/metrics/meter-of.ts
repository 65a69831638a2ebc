import type { ConnectionMeter } from '@gatehouse/client';
import type { Metrics, Peer } from './metrics.ts';

/** Counts the connections to one peer among the metrics. */
export function meterOf(metrics: Pick<Metrics, 'noteConnection' | 'noteRequest'>, peer: Peer): ConnectionMeter {
  return {
    noteConnection: () => metrics.noteConnection(peer),
    noteRequest: () => metrics.noteRequest(peer),
  };
}
