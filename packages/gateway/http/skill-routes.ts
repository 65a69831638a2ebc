import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { resolveDirectiveUrl } from '../directive/directive-url.ts';
import type { House } from '../house/house.ts';
import { dropLink } from '../link/linker.ts';
import { parseSkill } from '../skill/parse-skill.ts';
import { type Skill, type SkillView, viewSkill } from '../skill/skill.ts';
import { settleNotices } from '../subscription/change-customer.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { pageOf } from './page.ts';

/** `/skills` and `/skills/{skillId}`. The client secret goes in and never comes out. */
export function addSkillRoutes(app: FastifyInstance, { house }: ControlContext): void {
  addControlRoute(app, '/skills', {
    GET: request => pageOf(house.skills.list().map(viewSkill), { idOf: skill => skill.skillId, query: request.query }),
  });
  addControlRoute(app, '/skills/:skillId', {
    GET: request => encodeSkill(readSkill(pathParameter(request, 'skillId'), house), house),
    PUT: (request, reply) => {
      const skillId = pathParameter(request, 'skillId');
      const before = house.skills.read(skillId);
      house.skills.put(parseBody(request.body, { skillId, before, house }));
      reply.code(before === undefined ? 201 : 200);
      return encodeSkill(readSkill(skillId, house), house);
    },
    DELETE: (request, reply) => {
      const { skillId } = readSkill(pathParameter(request, 'skillId'), house);
      for (const link of house.links.listOfSkill(skillId)) {
        settleNotices(link.userId, house);
        dropLink(link, house);
      }
      house.homes.removeSkill(skillId);
      house.skills.remove(skillId);
      return reply.code(204).send();
    },
  });
}

/** A skill that must be there; throws `unknown-skill`. */
export function readSkill(skillId: string, house: House): Skill {
  const skill = house.skills.read(skillId);
  if (skill === undefined) throw new GatehouseError('unknown-skill', `No skill ${skillId} is known`);
  return skill;
}

function parseBody(
  body: unknown,
  { skillId, before, house }: { readonly skillId: string; readonly before: Skill | undefined; readonly house: House },
): Skill {
  const { allowedDirectiveHosts } = house.config;
  return parseSkill(body, {
    skillId,
    before,
    random: house.random,
    checkDirectiveUrl: directiveUrl =>
      void resolveDirectiveUrl({ directiveUrl, invoke: 'http' }, allowedDirectiveHosts),
  });
}

function encodeSkill(skill: Skill, house: House): SkillView & { readonly retiredTokens: number } {
  return { ...viewSkill(skill), retiredTokens: house.tokens.countRetired(skill.skillId, skill.stage) };
}
