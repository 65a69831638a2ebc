import { GatehouseError, isJsonObject, kindOf } from '@gatehouse/protocol';
import type { DirectiveDesk } from '../directive/directive-desk.ts';
import { eventOperations } from '../openapi/event-operations.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './api-route.ts';
import { checkId, readHeader, readRegion } from './read-request.ts';

/**
 * `POST /v1/directives`: any directive, with the headers `gatehouse-customer` and `gatehouse-region` where the forwarder
 * knows them. The answer is the event that the skill's Lambda returns, ErrorResponse included, with status 200.
 */
export function directiveRoutes(desk: DirectiveDesk): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/directives',
      scope: 'directives',
      operation: eventOperations.answerDirective,
      handle: request => answerDirective(desk, request),
    },
  ];
}

async function answerDirective(desk: DirectiveDesk, request: ApiRequest): Promise<ApiAnswer> {
  const { body } = request;
  if (!isJsonObject(body) || !isJsonObject(body.directive) || kindOf(body) === undefined) {
    const message = 'The body is no directive; needed is directive.header with a namespace and a name';
    throw new GatehouseError('invalid-request', message, { pointer: '/directive/header' });
  }
  const customer = readHeader(request, 'gatehouse-customer');
  const region = readRegion(request);
  const event = await desk.answerDirective({
    directive: body,
    ...(customer === undefined ? {} : { customer: checkId(customer, 'the header gatehouse-customer') }),
    ...(region === undefined ? {} : { region }),
  });
  return { status: 200, body: event };
}
