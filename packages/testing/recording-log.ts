import type { Log, LogFields } from '@gatehouse/client/platform';

/** How loud a line is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line that was logged, with the fields of every parent log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that keeps what it is told, for a test to look at. Children write into the same lines. */
export interface RecordingLog extends Log {
  /** Every line so far, oldest first. */
  readonly lines: readonly LogLine[];
  /** The lines as a log file would hold them, one JSON object a line; for `assertNoSecret`. */
  text(): string;
}

/** Creates an empty recording log. */
export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  return { ...childOf({}, lines), lines, text: () => lines.map(encodeLine).join('\n') };
}

function childOf(fields: LogFields, lines: LogLine[]): Log {
  const write =
    (level: LogLevel) =>
    (message: string, more: LogFields = {}): void => {
      lines.push({ level, message, fields: { ...fields, ...more } });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: more => childOf({ ...fields, ...more }, lines),
  };
}

/** An error's message and stack are no own enumerable members, so JSON alone would hide what a log file shows. */
function encodeLine({ level, message, fields }: LogLine): string {
  return JSON.stringify({ level, message, ...fields }, (_key, value: unknown) =>
    value instanceof Error ? { ...value, message: value.message, stack: value.stack, cause: value.cause } : value,
  );
}
