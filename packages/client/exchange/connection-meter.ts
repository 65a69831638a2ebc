/**
 * Hears how connections to one origin are used, to count it: requests minus connections is how often one was used again.
 * Never throws.
 */
export interface ConnectionMeter {
  /** A connection was opened, its TLS included. */
  noteConnection(): void;
  /** A request was handed over, to an open connection or to one that is opened for it. */
  noteRequest(): void;
}
