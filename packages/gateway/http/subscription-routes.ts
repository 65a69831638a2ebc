import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { Compile, type XStatic } from 'typebox/schema';
import type { Customer } from '../customer/customer.ts';
import type { House } from '../house/house.ts';
import { parseShape } from '../shape/shape.ts';
import { eventNamesOf, type Skill } from '../skill/skill.ts';
import { allowedOf, changeCustomer } from '../subscription/change-customer.ts';
import type { SentSkillEvent } from '../subscription/skill-event-sender.ts';
import { tellSkill } from '../subscription/tell-skill.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';
import { pageOf } from './page.ts';
import { readSkill } from './skill-routes.ts';

const subscriptionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    events: { type: 'array', maxItems: 1000, items: { type: 'string', minLength: 1, maxLength: 256 } },
  },
} as const;

const validator = Compile(subscriptionSchema);

/** What a customer allows one skill. */
interface Subscription {
  readonly skillId: string;
  readonly userId: string;
  readonly events: readonly string[];
}

/**
 * `/customers/{userId}/subscriptions` and `/customers/{userId}/subscriptions/{skillId}`: the switch for notifications that
 * each skill has in the Alexa app. PUT enables the skill, too, and tells it; DELETE switches off. Our own interface.
 */
export function addSubscriptionRoutes(app: FastifyInstance, { house, hostOf }: ControlContext): void {
  addControlRoute(app, '/customers/:userId/subscriptions', {
    GET: request => {
      const customer = readCustomer(pathParameter(request, 'userId'), house);
      const list = listSubscriptions(customer, house);
      return pageOf(list, { idOf: ({ skillId }) => skillId, query: request.query });
    },
  });
  addControlRoute(app, '/customers/:userId/subscriptions/:skillId', {
    GET: request => {
      const { customer, skill } = readParties(request, house);
      return { ...namesOf(customer, skill), events: requireEnabled(customer, skill, house) };
    },
    PUT: async request => {
      const { customer, skill } = readParties(request, house);
      const body = parseShape<XStatic<typeof subscriptionSchema>>(validator, request.body ?? {}, {
        what: 'subscription',
      });
      const events = [...new Set(body.events ?? eventNamesOf(skill.publications))];
      const skillEvents = await subscribe(events, { customer, skill, house, hostOf });
      return { ...namesOf(customer, skill), events, skillEvents };
    },
    DELETE: async (request, reply) => {
      const { customer, skill } = readParties(request, house);
      requireEnabled(customer, skill, house);
      await subscribe([], { customer, skill, house, hostOf });
      return reply.code(204).send();
    },
  });
}

function readParties(
  request: Parameters<typeof pathParameter>[0],
  house: House,
): { readonly customer: Customer; readonly skill: Skill } {
  const customer = readCustomer(pathParameter(request, 'userId'), house);
  return { customer, skill: readSkill(pathParameter(request, 'skillId'), house) };
}

interface Switching {
  readonly customer: Customer;
  readonly skill: Skill;
  readonly house: House;
  hostOf(region: Region): string;
}

function subscribe(
  events: readonly string[],
  { customer, skill, house, hostOf }: Switching,
): Promise<readonly SentSkillEvent[]> {
  const { skillId } = skill;
  const before = allowedOf(customer, skillId, house.links);
  changeCustomer({ ...customer, notifications: { ...customer.notifications, [skillId]: events } }, house);
  return tellSkill({ skillId, customer, before, after: events, hostOf }, house);
}

function requireEnabled(customer: Customer, { skillId }: Skill, house: House): readonly string[] {
  const events = allowedOf(customer, skillId, house.links);
  if (events !== undefined) return events;
  throw new GatehouseError('not-linked', 'The skill is not enabled for the customer');
}

function listSubscriptions(customer: Customer, house: House): Subscription[] {
  const linked = house.links.listOfCustomer(customer.userId).map(({ skillId }) => skillId);
  return [...new Set([...Object.keys(customer.notifications), ...linked])].sort().map(skillId => ({
    ...{ skillId, userId: customer.userId },
    events: allowedOf(customer, skillId, house.links) ?? [],
  }));
}

function namesOf({ userId }: Customer, { skillId }: Skill): Pick<Subscription, 'skillId' | 'userId'> {
  return { skillId, userId };
}
