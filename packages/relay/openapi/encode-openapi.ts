/**
 * The description of the relay's API, made from its routes. Beside it: `operation.ts` (what a route says of itself),
 * `event-operations.ts`, `customer-operations.ts` and `operator-operations.ts` (what each says), `shared-schemas.ts`,
 * `event-example.ts` and `list-query.ts` (what several say alike).
 */
import { type GatehouseErrorCode, gatehouseErrors, REGIONS } from '@gatehouse/protocol';
import { MAX_ID_LENGTH } from '../customer/is-customer-id.ts';
import type { ApiRoute } from '../http/api-route.ts';
import { mayPlace } from '../http/place-customers.ts';
import { scopeOf } from '../http/scope-of.ts';
import type { ApiSchema, Operation, OperationParameter } from './operation.ts';
import { refTo, sharedSchemas } from './shared-schemas.ts';

/** An OpenAPI document, version 3.1. */
export type OpenApi = Readonly<Record<string, unknown>>;

/** What a route with an API key may answer, whatever it does. */
const ALWAYS: readonly GatehouseErrorCode[] = [
  ...(['unauthorized', 'forbidden', 'stopping', 'invalid-request'] as const),
  ...(['store-failed', 'store-full', 'store-closed', 'internal-error'] as const),
];
/** What a route that takes a body may answer to it. */
const WITH_BODY: readonly GatehouseErrorCode[] = ['invalid-json', 'too-large', 'unsupported-media-type'];

/** Describes routes as OpenAPI 3.1 has it. Nothing in it depends on configuration or customers. */
export function encodeOpenApi(routes: readonly ApiRoute[]): OpenApi {
  const paths = [...Map.groupBy(routes, route => patternOf(route))].map(([path, methods]) => {
    return [path, Object.fromEntries(methods.map(route => [route.method.toLowerCase(), encodeRoute(route)]))] as const;
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse relay',
      version: '1.0.0',
      description: 'Delivers the events of a smart home skill to Alexa. A 202 means that what was sent is committed.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    paths: Object.fromEntries(paths.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: sharedSchemas,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of the relay. The scope that a path needs stands with its security.',
        },
      },
    },
  };
}

/** The path with its parameters in braces. */
function patternOf({ path }: ApiRoute): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function encodeRoute(route: ApiRoute): OpenApi {
  const { operation, open = false } = route;
  const { id, summary, body, bodyOptional = false, example } = operation;
  const content = { schema: body, ...(example === undefined ? {} : { example }) };
  const parameters = [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => encodePathParameter(String(name))),
    ...encodeParameters('query', operation.query),
    ...encodeParameters('header', { ...placementOf(route), ...operation.headers }),
  ];
  return {
    operationId: id,
    summary,
    security: open ? [] : [{ apiKey: [scopeOf(route)] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !bodyOptional, content: { 'application/json': content } } }),
    responses: { ...encodeProblems(route), ...encodeAnswers(operation) },
  };
}

/** Whoever writes for a customer may say where that customer is to live. */
function placementOf(route: ApiRoute): Readonly<Record<string, OperationParameter>> {
  if (!mayPlace(route)) return {};
  const description = 'Where a new customer is to live, when each region has a store';
  return { 'gatehouse-region': { description, schema: { enum: REGIONS } } };
}

function encodePathParameter(name: string): OpenApi {
  const schema =
    name === 'token'
      ? { type: 'string', minLength: 1, maxLength: 2_048 }
      : { type: 'string', minLength: 1, maxLength: MAX_ID_LENGTH };
  return { name, in: 'path', required: true, schema };
}

function encodeParameters(
  place: 'query' | 'header',
  parameters: Readonly<Record<string, OperationParameter>> = {},
): OpenApi[] {
  return Object.entries(parameters).map(([name, { description, schema, required = false }]) => {
    return { name, in: place, description, required, schema };
  });
}

function encodeAnswers({ answers }: Operation): OpenApi {
  const encoded = Object.entries(answers).map(([status, { description, schema, contentType = 'application/json' }]) => {
    const content = schema === undefined ? {} : { content: { [contentType]: { schema } } };
    return [status, { description, ...content }] as const;
  });
  return Object.fromEntries(encoded);
}

function encodeProblems({ operation: { problems = [], body }, open = false, commits = false }: ApiRoute): OpenApi {
  if (open) return {};
  const refusable: readonly GatehouseErrorCode[] = commits ? ['too-many-requests'] : [];
  const codes = [...new Set([...problems, ...refusable, ...ALWAYS, ...(body === undefined ? [] : WITH_BODY)])];
  const byStatus = Map.groupBy(codes, code => String(gatehouseErrors[code].status));
  const content = { 'application/problem+json': { schema: refTo('Problem') } };
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const description = ofStatus.map(code => `\`${code}\`: ${gatehouseErrors[code].meaning}`).join('; ');
      return [status, { description, content, ...retryHeader(status) }];
    }),
  );
}

function retryHeader(status: string): { readonly headers?: ApiSchema } {
  if (status !== '429') return {};
  return {
    headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } } },
  };
}
