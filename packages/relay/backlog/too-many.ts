import { GatehouseError, memberOf } from '@gatehouse/protocol';

/** The error of a request that comes when too much waits already; the caller is to wait so many seconds. */
export function tooMany(message: string, retrySeconds: number): GatehouseError {
  return new GatehouseError('too-many-requests', message, { detail: { retrySeconds } });
}

/** How long a caller is asked to wait when the disk is full, in seconds: room is not made in a moment. Our choice. */
const FULL_SECONDS = 10;

/** How many seconds an error asks the caller to wait, for the header Retry-After; undefined when it does not. */
export function retrySecondsOf(error: GatehouseError): number | undefined {
  if (error.code === 'store-full') return FULL_SECONDS;
  const seconds = memberOf(error.detail, 'retrySeconds');
  return typeof seconds === 'number' ? seconds : undefined;
}
