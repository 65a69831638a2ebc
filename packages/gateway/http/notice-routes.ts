import type { FastifyInstance } from 'fastify';
import { viewNotice } from '../notice/view-notice.ts';
import { listenerOf } from '../subscription/change-customer.ts';
import type { ControlContext } from './control-context.ts';
import { addControlRoute, pathParameter } from './control-route.ts';
import { readCustomer } from './customer-routes.ts';
import { parsePaging } from './page.ts';

/** `/notices/{userId}`: the notices for a customer, each with its sentence and its fate, in the order of their coming. */
export function addNoticeRoutes(app: FastifyInstance, { house }: ControlContext): void {
  const nameOf = (skillId: string): string | undefined => house.skills.read(skillId)?.name;
  const context = { fallback: house.config.noticeLocaleFallback, nameOf };
  addControlRoute(app, '/notices/:userId', {
    GET: request => {
      const customer = readCustomer(pathParameter(request, 'userId'), house);
      const { limit, after = '' } = parsePaging(request.query);
      const from = Number(/^notice-(\d{1,15})$/.exec(after)?.[1] ?? 0);
      const rest = house.notices
        .listFates(listenerOf(customer, house))
        .filter(({ notice }) => notice.number > from)
        .sort((a, b) => a.notice.number - b.notice.number);
      const items = rest.slice(0, limit).map(fate => viewNotice(fate, context));
      const next = rest.length > limit ? items.at(-1)?.id : undefined;
      return { items, ...(next !== undefined && { next }) };
    },
  });
}
