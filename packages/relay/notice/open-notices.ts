import { createNoticeClient, createTokenClient, type TokenClient, type Transport } from '@gatehouse/client';
import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { RelayConfig } from '../config/relay-config.ts';
import { meterOf } from '../metrics/meter-of.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { SendGate } from '../rate/send-gate.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { Traces } from '../trace/traces.ts';
import { NoticeSender } from './notice-sender.ts';
import { NoticeTokens } from './notice-tokens.ts';

/** What notices are sent with, of what a relay is made of. */
export interface NoticesOptions {
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: Pick<SubscriberStore, 'noteRefusal'>;
  readonly transport?: Transport | undefined;
  readonly traces: Pick<Traces, 'notices' | 'tokens' | 'metrics'>;
}

/** The way out for notices, and what is to be closed at the end. */
export interface Notices {
  readonly sender: NoticeSender;
  readonly clients: readonly ({ close(): Promise<void> } | undefined)[];
}

/** Opens the way out for notices; nothing is connected before the first of them. */
export function openNotices(options: NoticesOptions, metrics: Metrics): Notices {
  const { config, clock, random, log, store, transport, traces } = options;
  const { delivery, notices, regions } = config;
  const { timeoutMs } = delivery;
  const client = createNoticeClient({
    urls: regions,
    clock,
    timeoutMs,
    connections: delivery.connections + delivery.slow,
    transport,
    meterOf: region => meterOf(metrics, region),
  });
  const endpoint = openTokens(options, metrics);
  const tokens = new NoticeTokens({ tokens: traces.tokens(endpoint), clock, log, probeMs: delivery.probeMs });
  const gate = new SendGate({ clock, log, config: delivery, onSlow: () => {} });
  const rules = { delivery, notices };
  const tools = { store, clock, random, log, rules, metrics: traces.metrics(metrics) };
  const sender = new NoticeSender({ client: traces.notices(client), tokens, gate, ...tools });
  return { sender, clients: [client, endpoint] };
}

function openTokens({ config, clock, transport }: NoticesOptions, metrics: Metrics): TokenClient | undefined {
  const { credentials } = config.notices;
  if (credentials === undefined) return undefined;
  const { timeoutMs } = config.delivery;
  const meter = meterOf(metrics, 'token');
  return createTokenClient({ ...credentials, tokenUrl: config.tokenUrl, clock, timeoutMs, transport, meter });
}
