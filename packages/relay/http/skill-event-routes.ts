import type { RelayConfig } from '../config/relay-config.ts';
import { noticeOperations } from '../openapi/notice-operations.ts';
import { readSkillNews } from '../subscriber/read-skill-news.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { ApiRoute } from './api-route.ts';
import { readRegion } from './read-request.ts';

/** What the route of skill events works with. */
export interface SkillEventRoutesOptions {
  readonly store: Pick<SubscriberStore, 'putSkillNews'>;
  readonly config: Pick<RelayConfig, 'regions'>;
}

/** The ordinary empty answer that a skill gives to an event. Source: notice sheet 3. */
const EMPTY = { version: '1.0', response: {} } as const;

/**
 * `POST /v1/skill-events`: an event of the custom skill, forwarded as the skill got it, with the header `gatehouse-region`
 * where its `apiEndpoint` does not tell. Answered, after the commit, with the empty response that the skill returns to
 * Alexa. Which events count is `applySkillNews`'s word; one that is older than what is known changes nothing.
 */
export function skillEventRoutes({ store, config }: SkillEventRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/skill-events',
      scope: 'directives',
      operation: noticeOperations.acceptSkillEvent,
      commits: true,
      handle: async request => {
        await store.putSkillNews(readSkillNews(request.body, { region: readRegion(request), urls: config.regions }));
        return { status: 200, body: EMPTY };
      },
    },
  ];
}
