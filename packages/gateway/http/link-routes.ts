import { Secret } from '@gatehouse/client/platform';
import { encodeTimestamp, GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { Compile, type XStatic } from 'typebox/schema';
import { backfillSkill } from '../link/backfill-skill.ts';
import { createGranteeToken } from '../link/grantee-token.ts';
import { grantTokens, linkSkill, unlinkSkill } from '../link/linker.ts';
import { parseShape } from '../shape/shape.ts';
import { dropSubscription } from '../subscription/drop-subscription.ts';
import { watchEnabling as watch } from '../subscription/watch-enabling.ts';
import { encodeTokenPair } from '../token/token-endpoint.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';
import { readSkill } from './skill-routes.ts';

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const linkSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['skillId', 'userId'],
  properties: {
    skillId: nameSchema,
    userId: nameSchema,
    granteeToken: { type: 'string', minLength: 1, maxLength: 8192 },
  },
} as const;

const tokenSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['skillId', 'userId'],
  properties: { skillId: nameSchema, userId: nameSchema },
} as const;

const linkValidator = Compile(linkSchema);
const tokenValidator = Compile(tokenSchema);

/** `/links`, `/links/{skillId}/{userId}`, `/skills/{skillId}/backfill` and `/tokens`: enabling and disabling a skill. */
export function addLinkRoutes(app: FastifyInstance, context: ControlContext): void {
  const { house } = context;
  addControlRoute(app, '/links', {
    POST: async request => {
      const body = parseShape<XStatic<typeof linkSchema>>(linkValidator, request.body, { what: 'link' });
      const skill = readSkill(body.skillId, house);
      const customer = readCustomer(body.userId, house);
      const granteeToken =
        body.granteeToken === undefined ? createGranteeToken(house.random) : new Secret(body.granteeToken);
      const { acceptGrantAttempts: attempts, linkTimeoutMs: timeoutMs } = house.config;
      const { skillId, userId } = body;
      const change = watch({ skillId, userId }, context);
      const answer = await linkSkill({ skill, customer, granteeToken, attempts, timeoutMs }, house);
      const accessToken = granteeToken.reveal();
      if (answer.linked) await change.tell([{ name: 'AlexaSkillEvent.SkillAccountLinked', body: { accessToken } }]);
      return answer;
    },
  });
  addControlRoute(app, '/links/:skillId/:userId', {
    GET: request => {
      const names = { skillId: pathParameter(request, 'skillId'), userId: pathParameter(request, 'userId') };
      const link = house.links.read(names.skillId, names.userId);
      if (link === undefined) throw notLinked();
      return { ...names, region: link.region, since: encodeTimestamp(link.since) };
    },
    DELETE: async (request, reply) => {
      const names = { skillId: pathParameter(request, 'skillId'), userId: pathParameter(request, 'userId') };
      const change = watch(names, context);
      const wasSubscribed = dropSubscription(names, house);
      if (!unlinkSkill(names, house) && !wasSubscribed) throw notLinked();
      await change.tell();
      return reply.code(204).send();
    },
  });
  addControlRoute(app, '/skills/:skillId/backfill', {
    POST: request => {
      const skill = readSkill(pathParameter(request, 'skillId'), house);
      const { acceptGrantAttempts: attempts, linkTimeoutMs: timeoutMs } = house.config;
      return backfillSkill({ skill, attempts, timeoutMs }, house);
    },
  });
  addControlRoute(app, '/tokens', {
    POST: async (request, reply) => {
      const body = parseShape<XStatic<typeof tokenSchema>>(tokenValidator, request.body, { what: 'token request' });
      const ask = { skill: readSkill(body.skillId, house), customer: readCustomer(body.userId, house) };
      reply.header('cache-control', 'no-store');
      const { skillId, userId } = body;
      const change = watch({ skillId, userId }, context);
      const tokens = encodeTokenPair(grantTokens(ask, house));
      await change.tell();
      return tokens;
    },
  });
}

function notLinked(): GatehouseError {
  return new GatehouseError('not-linked', 'The skill is not enabled for the customer');
}
