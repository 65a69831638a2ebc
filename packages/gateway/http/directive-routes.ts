import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { Compile, type XStatic } from 'typebox/schema';
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
      const { skillId, userId, payload, ...names } = body;
      const target = readSkill(skillId, house);
      readCustomer(userId, house);
      const link = house.links.read(skillId, userId);
      if (link === undefined) throw new GatehouseError('not-linked', 'The skill is not enabled for the customer');
      const { granteeToken } = link;
      return house.directives.exchange({
        skillId,
        userId,
        target,
        ...(granteeToken !== undefined && { granteeToken }),
        spec: { ...names, ...(payload !== undefined && { payload: { ...payload } }) },
      });
    },
  });
}
