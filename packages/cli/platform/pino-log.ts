import type { Log, LogFields } from '@gatehouse/client/platform';
import { type DestinationStream, type Logger, pino } from 'pino';
import { encodeError } from './encode-error.ts';

/** The levels that `--log-level` takes, from the quietest. */
export const LOG_LEVELS: readonly string[] = ['silent', 'error', 'warn', 'info', 'debug'];

/**
 * Field names that never reach a log line with their value. Secrets travel as `Secret`, which prints as such; this
 * is the second fence, for what comes from outside inside an object.
 */
const REDACTED = [
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'authorization',
];

/**
 * A log of one JSON object a line. A field that is an error tells its name, code, message and causes, and its stack
 * when it was not expected.
 *
 * @param options `level` is one of {@link LOG_LEVELS}; `write` takes each line with its line break
 */
export function createPinoLog(options: { level: string; write: (line: string) => void }): Log {
  const destination: DestinationStream = { write: options.write };
  const paths = REDACTED.flatMap(name => [name, `*.${name}`, `*.*.${name}`]);
  return wrap(pino({ level: options.level, base: null, redact: { paths, censor: '[secret]' } }, destination));
}

function wrap(logger: Logger): Log {
  return {
    debug: (message, fields) => logger.debug(encodeFields(fields), message),
    info: (message, fields) => logger.info(encodeFields(fields), message),
    warn: (message, fields) => logger.warn(encodeFields(fields), message),
    error: (message, fields) => logger.error(encodeFields(fields), message),
    child: (fields: LogFields) => wrap(logger.child(encodeFields(fields))),
  };
}

function encodeFields(fields: LogFields = {}): LogFields {
  if (!Object.values(fields).some(isError)) return fields;
  const told = Object.entries(fields).map(([name, value]) => [name, isError(value) ? encodeError(value) : value]);
  return Object.fromEntries(told);
}

function isError(value: unknown): value is Error {
  return value instanceof Error;
}
