import { encodeHttpProblem, GatehouseError, type HttpProblem } from '@gatehouse/protocol';

/** Words whatever was thrown as a problem; what is no GatehouseError is an internal one and says nothing of itself. */
export function encodeProblem(error: unknown): HttpProblem {
  return encodeHttpProblem(
    error instanceof GatehouseError ? error : new GatehouseError('internal-error', 'The gateway failed'),
  );
}
