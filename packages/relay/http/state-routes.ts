import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError, validateState } from '@gatehouse/protocol';
import type { BacklogGate } from '../backlog/backlog-gate.ts';
import { classesOf } from '../endpoint/property-classes.ts';
import type { Registry } from '../endpoint/registry.ts';
import { eventOperations } from '../openapi/event-operations.ts';
import type { Intake } from '../outbox/intake.ts';
import { judgeSampleTimes } from '../outbox/judge-sample-times.ts';
import { parseSample } from '../outbox/parse-sample.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './api-route.ts';
import { parseStatePatch, type StatePatch } from './parse-state-patch.ts';
import { readParam } from './read-request.ts';

/** What the state route works with. */
export interface StateRoutesOptions {
  readonly registry: Registry;
  readonly intake: Intake;
  readonly backlog: Pick<BacklogGate, 'enter'>;
  readonly clock: Clock;
  /** By how much a sample may lie ahead of the clock, in milliseconds. */
  readonly sampleAheadMs: number;
}

/**
 * `PATCH /v1/customers/{c}/endpoints/{e}/state`: new values of an endpoint's properties, all of them or none. Answers 202
 * after the commit. A value that breaks a rule, or that the endpoint does not declare as proactively reported, is
 * `invalid-message`, and each problem points into the body.
 */
export function stateRoutes(options: StateRoutesOptions): ApiRoute[] {
  const path = '/v1/customers/:customer/endpoints/:endpoint/state';
  return [
    {
      method: 'PATCH',
      path,
      commits: true,
      operation: eventOperations.patchState,
      handle: request => patchState(options, request),
    },
  ];
}

async function patchState(options: StateRoutesOptions, request: ApiRequest): Promise<ApiAnswer> {
  const { registry, intake, clock } = options;
  const customer = readParam(request, 'customer');
  const endpointId = readParam(request, 'endpoint');
  const patch = parseStatePatch(request.body);
  const description = await registry.readEndpoint({ customer, endpointId });
  const now = clock.now();
  checkProperties(patch, { endpointId, description, latest: now + options.sampleAheadMs });
  const values = patch.properties.map(property => parseSample(property, now));
  // A level report takes the place of the one before it: only edges make the backlog longer.
  const classOf = classesOf(description);
  const isEdge = values.some(value => classOf(value) === 'edge');
  if (isEdge) await options.backlog.enter(customer, 1);
  const answer = await intake.acceptState(customer, { endpointId, cause: patch.cause, values, classOf });
  return { status: 202, body: answer };
}

function checkProperties(
  patch: StatePatch,
  endpoint: { endpointId: string; description: unknown; latest: number },
): void {
  const { latest, ...declared } = endpoint;
  const problems = [
    ...validateState(patch.properties, declared).map(problem => ({
      ...problem,
      pointer: `/properties${problem.pointer}`,
    })),
    ...judgeSampleTimes(patch.properties, '/properties', { latest, endpointId: endpoint.endpointId }),
  ];
  const error = problems.find(problem => problem.severity === 'error');
  if (error === undefined) return;
  throw new GatehouseError('invalid-message', error.message, { pointer: error.pointer, detail: problems });
}
