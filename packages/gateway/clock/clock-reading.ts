/** How the gateway's clock stands: the answer of `GET /_gatehouse/clock`. `now` is ISO 8601 UTC with milliseconds. */
export interface ClockReading {
  readonly now: string;
  readonly frozen: boolean;
  /** How many seconds pass on it for one of the machine's; kept, and without effect, while it is frozen. */
  readonly scale: number;
}
