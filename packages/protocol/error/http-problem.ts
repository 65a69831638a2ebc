import type { GatehouseError } from './gatehouse-error.ts';
import { type GatehouseErrorCode, gatehouseErrors } from './gatehouse-error-table.ts';

/** The media type of {@link HttpProblem}. Source: RFC 9457, section 3. */
export const PROBLEM_TYPE = 'application/problem+json';

/**
 * An error of Gatehouse's own as its HTTP interfaces write it: the members of RFC 9457, the row's `code` and `remedy`,
 * and a `pointer` (RFC 6901) into the request's body where one member is at fault.
 */
export interface HttpProblem {
  readonly type: `urn:gatehouse:error:${GatehouseErrorCode}`;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: GatehouseErrorCode;
  readonly pointer?: string;
  readonly remedy: string;
}

/** Writes an error as a problem: title and remedy from the error table, the error's message as detail. */
export function encodeHttpProblem(error: GatehouseError): HttpProblem {
  const { code, status, message, pointer } = error;
  const { meaning, remedy } = gatehouseErrors[code];
  return {
    type: `urn:gatehouse:error:${code}`,
    title: meaning,
    status,
    detail: message,
    code,
    ...(pointer === undefined ? {} : { pointer }),
    remedy,
  };
}
