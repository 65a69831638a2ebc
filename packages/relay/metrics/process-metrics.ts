import type { TokenOutcome } from '@gatehouse/client';
import { Counter, Histogram, Registry } from 'prom-client';
import type { AttemptNote, DeliveredNote, Metrics, Peer, VerdictNote } from './metrics.ts';

/** From a tenth of a second, which is a healthy delivery, to six hours, which is a long outage survived; in seconds, chosen. */
const DELIVERY_BUCKETS: readonly number[] = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600];

/** Up to the ten seconds after which an answer is not waited for any more; in seconds, chosen. */
const POST_BUCKETS: readonly number[] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const PEERS: readonly Peer[] = ['NA', 'EU', 'FE', 'token', 'handler'];
const REFRESH_OUTCOMES: readonly TokenOutcome['type'][] = ['granted', 'again', 'lost', 'hold', 'dead'];

/** Counts what one relay process does, from its start on, in a registry of its own. */
export class ProcessMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #attempts: Counter<'region' | 'status' | 'outcome'>;
  readonly #verdicts: Counter<'class' | 'verdict'>;
  readonly #deliveries: Histogram<'class' | 'region'>;
  readonly #posts: Histogram<'class' | 'region'>;
  readonly #refreshes: Counter<'outcome'>;
  readonly #connections: Counter<'peer'>;
  readonly #requests: Counter<'peer'>;

  constructor() {
    const registers = [this.#registry];
    this.#deliveries = new Histogram({
      name: 'gatehouse_relay_delivery_seconds',
      help: "Time from an event's acceptance by the relay to its acceptance by Alexa, in seconds",
      labelNames: ['class', 'region'],
      buckets: [...DELIVERY_BUCKETS],
      registers,
    });
    this.#posts = new Histogram({
      name: 'gatehouse_relay_post_seconds',
      help: 'Time that one message took on the wire, from the connection to the end of the answer or of the wait for it',
      labelNames: ['class', 'region'],
      buckets: [...POST_BUCKETS],
      registers,
    });
    this.#attempts = new Counter({
      name: 'gatehouse_relay_attempts_total',
      help: 'Messages sent to the event gateway, by HTTP status (none without an answer) and what it means',
      labelNames: ['region', 'status', 'outcome'],
      registers,
    });
    this.#verdicts = new Counter({
      name: 'gatehouse_relay_verdicts_total',
      help: 'Decisions about messages',
      labelNames: ['class', 'verdict'],
      registers,
    });
    this.#refreshes = new Counter({
      name: 'gatehouse_relay_refreshes_total',
      help: 'Access tokens asked for with a refresh token, by what the token endpoint answered',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of REFRESH_OUTCOMES) this.#refreshes.inc({ outcome }, 0);
    this.#connections = new Counter({
      name: 'gatehouse_relay_connections_opened_total',
      help: 'Connections opened',
      labelNames: ['peer'],
      registers,
    });
    this.#requests = new Counter({
      name: 'gatehouse_relay_requests_total',
      help: 'Requests handed to connections; minus those that were opened: how often one was used again',
      labelNames: ['peer'],
      registers,
    });
    for (const peer of PEERS) for (const counter of [this.#connections, this.#requests]) counter.inc({ peer }, 0);
  }

  noteAttempt({ class: eventClass, region, status, outcome, tookMs }: AttemptNote): void {
    this.#posts.observe({ class: eventClass, region }, tookMs / 1000);
    this.#attempts.inc({ region, status: status === undefined ? 'none' : String(status), outcome });
  }

  noteVerdict(verdict: VerdictNote): void {
    this.#verdicts.inc({ class: verdict.class, verdict: verdict.verdict });
  }

  noteDelivered(delivered: DeliveredNote): void {
    // The wall clock may be set back between the two moments.
    const seconds = Math.max(0, delivered.tookMs) / 1000;
    this.#deliveries.observe({ class: delivered.class, region: delivered.region }, seconds);
  }

  noteRefresh(outcome: string): void {
    this.#refreshes.inc({ outcome });
  }

  noteConnection(peer: Peer): void {
    this.#connections.inc({ peer });
  }

  noteRequest(peer: Peer): void {
    this.#requests.inc({ peer });
  }

  /** All of it in the text format of Prometheus, version 0.0.4. */
  encode(): Promise<string> {
    return this.#registry.metrics();
  }
}
