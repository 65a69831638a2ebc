import { GatehouseError, type GatehouseErrorCode, gatehouseErrors } from '@gatehouse/protocol';

/** The media type of {@link HttpProblem}. */
export const PROBLEM_TYPE = 'application/problem+json';

/** An error of Gatehouse's own, as RFC 9457 has it. `code` is a row of the error table, `pointer` leads into the request's body. */
export interface HttpProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: GatehouseErrorCode;
  readonly pointer?: string;
  readonly remedy: string;
}

/** Words an error as a problem; whatever is no GatehouseError is an internal one and says nothing of itself. */
export function encodeProblem(error: unknown): HttpProblem {
  const known = error instanceof GatehouseError ? error : new GatehouseError('internal-error', 'The gateway failed');
  const { meaning, remedy } = gatehouseErrors[known.code];
  return {
    type: 'about:blank',
    title: meaning,
    status: known.status,
    detail: known.message,
    code: known.code,
    ...(known.pointer !== undefined && { pointer: known.pointer }),
    remedy,
  };
}
