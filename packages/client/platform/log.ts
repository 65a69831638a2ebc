/** What a log line says beside its sentence. Never a token, a code or a key: those are a `Secret`, which prints as such. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. */
export interface Log {
  /** For whoever follows one message through the house; off by default. */
  debug(message: string, fields?: LogFields): void;
  /** Something that an operator wants to see once: a start, a link, a stop. */
  info(message: string, fields?: LogFields): void;
  /** Something that went wrong and that the product deals with. */
  warn(message: string, fields?: LogFields): void;
  /** Something that a person must look at. */
  error(message: string, fields?: LogFields): void;
  /** A log that adds these fields to every line. */
  child(fields: LogFields): Log;
}

/** A log that keeps nothing. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
};
