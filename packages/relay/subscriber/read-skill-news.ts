import {
  GatehouseError,
  parseSkillEvent,
  REGIONS,
  type Region,
  resolveRegionOfHost,
  type SkillEventNews,
  textAt,
  validateSkillEvent,
} from '@gatehouse/protocol';
import { isCustomerId } from '../customer/is-customer-id.ts';
import type { SkillNews } from './apply-skill-news.ts';

/** What tells the region of a skill event: the forwarder, or its `context.System.apiEndpoint`. */
export interface SkillNewsPlaces {
  readonly region?: Region | undefined;
  /** The base URL of each region's gateway, as the relay is configured. */
  readonly urls: Readonly<Record<Region, string>>;
}

/**
 * Reads a skill event as the custom skill got it. The forwarder's word on the region counts before the event's own, and
 * without either it is refused: a region is never guessed.
 *
 * @throws GatehouseError `invalid-message` with pointers for what is no skill event of the six; `invalid-request` without a region
 */
export function readSkillNews(body: unknown, { region: named, urls }: SkillNewsPlaces): SkillNews {
  const problems = validateSkillEvent(body).filter(({ severity }) => severity === 'error');
  const [problem] = problems;
  if (problem !== undefined) {
    throw new GatehouseError('invalid-message', problem.message, { pointer: problem.pointer, detail: problems });
  }
  const news = parseSkillEvent(body);
  if (news === undefined) {
    const message = 'The body is no skill event that is known; needed is the whole request as Alexa sent it';
    throw new GatehouseError('invalid-message', message, { pointer: '/request/type' });
  }
  if (!isCustomerId(news.userId)) {
    const message = 'The userId is none; allowed are 1 to 256 characters without control characters';
    throw new GatehouseError('invalid-message', message, { pointer: '/context/System/user/userId' });
  }
  const region = named ?? regionOf(news, urls);
  if (region === undefined) {
    const message = `The region of the skill event is not known from context.System.apiEndpoint; send the header gatehouse-region with NA, EU or FE`;
    throw new GatehouseError('invalid-request', message, { pointer: '/context/System/apiEndpoint' });
  }
  const { name, userId: user, at, subscriptions } = news;
  const locale = textAt(body, ['request', 'locale']);
  return {
    ...{ name, user, region, at },
    ...(subscriptions === undefined ? {} : { subscriptions }),
    ...(locale === undefined ? {} : { locale }),
  };
}

function regionOf({ apiEndpoint }: SkillEventNews, urls: SkillNewsPlaces['urls']): Region | undefined {
  if (apiEndpoint === undefined) return undefined;
  const base = apiEndpoint.replace(/\/+$/, '');
  return REGIONS.find(region => urls[region] === base) ?? resolveRegionOfHost(apiEndpoint);
}
