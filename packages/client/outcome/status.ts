import type { AgainReason } from './outcome.ts';

/** Why a request may be made again, as far as a status tells. */
export type StatusReason = Exclude<AgainReason, 'token-endpoint' | 'connection'>;

const reasonOfStatus: ReadonlyMap<number, StatusReason> = new Map<number, StatusReason>([
  [408, 'timeout'],
  [429, 'throttled'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'timeout'],
]);

/** Whether a status says that the request was taken: any 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/**
 * Why a request that got this status may be made again; undefined for 2xx and for every 4xx but 408 and 429, which
 * answer the request itself. A status outside the classes of HTTP, and a redirect, is `unknown-status`.
 */
export function againReasonOfStatus(status: number): StatusReason | undefined {
  const known = reasonOfStatus.get(status);
  if (known !== undefined) return known;
  if (isSuccess(status) || (status >= 400 && status < 500)) return undefined;
  return status >= 500 && status < 600 ? 'server-error' : 'unknown-status';
}
