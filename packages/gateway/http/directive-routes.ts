import { GatehouseError, type JsonObject } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { Compile, type XStatic } from 'typebox/schema';
import type { Link } from '../link/link.ts';
import { requireShallow } from '../shape/require-shallow.ts';
import { parseShape } from '../shape/shape.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';
import { readSkill } from './skill-routes.ts';

const textSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const directiveSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['skillId', 'userId', 'namespace', 'name'],
  properties: {
    skillId: textSchema,
    userId: textSchema,
    endpointId: textSchema,
    namespace: textSchema,
    name: textSchema,
    instance: textSchema,
    payload: { type: 'object' },
  },
} as const;

const validator = Compile(directiveSchema);

/** `/directives`: sends a directive to a linked skill and answers the whole exchange. */
export function addDirectiveRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/directives', {
    POST: request => {
      const body = parseShape<XStatic<typeof directiveSchema>>(validator, request.body, { what: 'directive' });
      requireShallow(body, { what: 'directive' });
      const { skillId, userId, payload, ...names } = body;
      const target = readSkill(skillId, house);
      readCustomer(userId, house);
      const link = house.links.read(skillId, userId);
      if (link === undefined) throw new GatehouseError('not-linked', 'The skill is not enabled for the customer');
      const { granteeToken, region } = link;
      return house.directives.exchange({
        skillId,
        userId,
        region,
        cause: 'control',
        target,
        ...(granteeToken !== undefined && { granteeToken }),
        spec: { ...names, payload: payload === undefined ? defaultPayload(names, link) : { ...payload } },
      });
    },
  });
}

/** Discover carries the customer's token in its payload, as it addresses no endpoint (fact sheet 2). */
function defaultPayload(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  link: Link,
): JsonObject {
  const token = link.granteeToken?.reveal();
  if (namespace !== 'Alexa.Discovery' || name !== 'Discover' || token === undefined) return {};
  return { scope: { type: 'BearerToken', token } };
}
