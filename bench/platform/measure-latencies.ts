import type { Random } from '@gatehouse/client/platform';
import type { Meter } from '../runner/meter.ts';
import { pause, sendAtMoments } from './send-at-moments.ts';

/** What is sent for how long: so many a second, each `replyEvery`-th a reply and the others events. */
export interface LatencyPlan {
  readonly perSecond: number;
  readonly seconds: number;
  readonly replyEvery: number;
  readonly random: Pick<Random, 'next'>;
  readonly meter: Meter;
}

/** Where it is sent: each call begins one and resolves when it is answered. `arrivedAt` has the moments by reply, in nanoseconds. */
export interface LatencyPath {
  sendEvent(): Promise<void>;
  /** Resolves to how the reply is known in `arrivedAt`. */
  beginReply(): { readonly id: string; readonly answered: Promise<void> };
  readonly arrivedAt: Map<string, number>;
}

/** Sends events and replies at independent moments; answers the times from sending a reply to its arrival, in nanoseconds. */
export async function measureLatencies(path: LatencyPath, plan: LatencyPlan): Promise<number[]> {
  const { perSecond, seconds, replyEvery, meter } = plan;
  const sentAt = new Map<string, number>();
  const answers: Promise<void>[] = [];
  const moments = { ...plan, count: Math.round(perSecond * seconds), meanGapMs: 1_000 / perSecond };
  await sendAtMoments(moments, number => {
    if (number % replyEvery > 0) {
      answers.push(path.sendEvent());
      return;
    }
    const at = meter.wallNs();
    const { id, answered } = path.beginReply();
    sentAt.set(id, at);
    answers.push(answered);
  });
  await Promise.all(answers);
  while (![...sentAt.keys()].every(id => path.arrivedAt.has(id))) await pause(5);
  const latencies = [...sentAt].map(([id, at]) => (path.arrivedAt.get(id) ?? Number.NaN) - at);
  path.arrivedAt.clear();
  return latencies;
}
