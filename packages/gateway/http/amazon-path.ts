import type { GatewayConfig } from '../config/gateway-config.ts';
import type { ErrorForm } from '../fault/error-form.ts';
import type { NewEntry } from '../journal/journal-entry.ts';
import type { AmazonSide, Inquiry } from './exchange.ts';
import type { BodyReading } from './read-body.ts';
import type { HttpAnswer } from './send-answer.ts';

/** A request of Amazon's side with its body, as far as that came. */
export interface Arrival {
  readonly exchange: Inquiry;
  readonly reading: BodyReading;
  readonly side: AmazonSide;
}

/** What the journal says of a request itself, and what faults go by. */
export type RequestFacts = Pick<NewEntry, 'kind' | 'messageId' | 'skillId' | 'userId' | 'endpointId' | 'request'>;

/** What a request led to: the answer that it gets, and its entry in the journal. Its effects have happened. */
export interface Outcome {
  readonly answer: HttpAnswer;
  readonly entry: Omit<NewEntry, 'region' | 'path'>;
}

/** A request of a size that may be handled. Each of the two is called once at most. */
export interface ReceivedRequest {
  /** Reads from it what can be read without judging it; changes nothing. */
  describe(): RequestFacts;
  /** Judges it and does what it asks for: token, standing, rate, JSON, rules, effects. */
  handle(): Outcome;
}

/** A request whose size was judged. */
export type Received =
  | { readonly type: 'refused'; readonly outcome: Outcome }
  | { readonly type: 'received'; readonly request: ReceivedRequest };

/** One path of Amazon's side. What comes before and after is the same for all, and in `amazon-side.ts`. */
export interface AmazonPath {
  readonly method: 'GET' | 'POST';
  /** The most bytes that a body may have; absent where none is read. */
  readonly mostBytes?: number;
  /** How this path words errors, as configured. */
  errorForm(config: GatewayConfig): ErrorForm;
  /** Judges the size of a request and makes it ready. */
  receive(arrival: Arrival): Received;
  /** Headers that its answers have, those of faults too. */
  headersOf?(
    arrival: Arrival,
    answer: { readonly status: number; readonly code?: string | undefined },
  ): Readonly<Record<string, string>>;
}
