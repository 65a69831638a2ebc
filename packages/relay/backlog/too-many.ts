import { GatehouseError, type GatehouseErrorCode, memberOf } from '@gatehouse/protocol';

/** The error of a request that comes when too much waits already; the caller is to wait so many seconds. */
export function tooMany(message: string, retrySeconds: number): GatehouseError {
  return new GatehouseError('too-many-requests', message, { detail: { retrySeconds } });
}

/**
 * How long a caller is asked to wait, in seconds, by the code of the error: on a disk that is full room is not made in a
 * moment, and a relay that stops is back in a few. Our choice.
 */
const SECONDS: Readonly<Partial<Record<GatehouseErrorCode, number>>> = {
  'store-full': 10,
  stopping: 2,
  'store-closed': 2,
};

/** How many seconds an error asks the caller to wait, for the header Retry-After; undefined when it does not. */
export function retrySecondsOf(error: GatehouseError): number | undefined {
  const seconds = memberOf(error.detail, 'retrySeconds');
  return typeof seconds === 'number' ? seconds : SECONDS[error.code];
}
