import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { Subscriber } from '../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { NoticeWarning, RequestedNotice } from './read-notice.ts';

/**
 * Where a notice goes. `audience` is what skill events have told: how many subscribe in each region, for one customer none
 * or one. With a `refusal` it is not sent.
 */
export interface NoticeAddress {
  readonly regions: readonly Region[];
  readonly audience: readonly AudienceCount[];
  readonly warnings: readonly NoticeWarning[];
  readonly subscriber?: Subscriber;
  readonly refusal?: GatehouseError;
}

/**
 * Finds the regions of a notice: those that were named, else where its subscribers are. A region is never guessed, for a
 * wrong one is silent. Whoever is known not to subscribe is refused before anything is sent; of whom nothing is known, the
 * notice is sent with a warning (our choice): skill events may not be forwarded here.
 *
 * Source: notice sheet 6, wrong region and 403 on Unicast.
 */
export async function addressNotice(requested: RequestedNotice, store: SubscriberStore): Promise<NoticeAddress> {
  const { user, event, regions } = requested;
  if (user === undefined) return addressAll(requested, await store.countAudience(event, regions));
  return addressOne(requested, user, await store.readSubscriber(user, regions));
}

function addressAll({ regions, event }: RequestedNotice, audience: readonly AudienceCount[]): NoticeAddress {
  const known = audience.map(({ region }) => region);
  if (regions === undefined && known.length === 0) {
    const message = `Nobody is known to subscribe to ${event}, so that there is no region to send it to; forward the skill's events to POST /v1/skill-events, or name the regions`;
    return {
      regions: [],
      audience,
      warnings: [],
      refusal: new GatehouseError('no-subscriber-known', message, { pointer: '/region' }),
    };
  }
  const empty = (regions ?? []).filter(region => !known.includes(region));
  const message = `Nobody in ${empty.join(', ')} is known to subscribe to ${event}; the notice is sent there as asked`;
  const warnings = empty.length === 0 ? [] : [{ code: 'no-subscriber-known', message, pointer: '/region' }];
  return { regions: regions ?? known, audience, warnings };
}

function addressOne(
  { regions, event }: RequestedNotice,
  user: string,
  subscriber: Subscriber | undefined,
): NoticeAddress {
  const found = regions ?? (subscriber === undefined ? [] : [subscriber.region]);
  const told = subscriber === undefined ? {} : { subscriber };
  const isTold = subscriber?.state === 'enabled' && subscriber.events?.some(name => name === event) === true;
  const audience = isTold ? [{ region: subscriber.region, subscribers: 1 }] : [];
  const refusal = refusalOf({ user, event, found, subscriber });
  const warnings = subscriber === undefined ? [unknownTo(event)] : warningsOf(subscriber, { event, found });
  return { regions: found, audience, ...told, warnings, ...(refusal === undefined ? {} : { refusal }) };
}

function refusalOf(ask: {
  readonly user: string;
  readonly event: string;
  readonly found: readonly Region[];
  readonly subscriber: Subscriber | undefined;
}): GatehouseError | undefined {
  const { user, event, found, subscriber } = ask;
  if (found.length !== 1) {
    const has = found.length === 0 ? 'No region is known of' : 'More than one region is named for';
    const message = `${has} user ${user}, and a notice for one customer goes to one region; name it in region, or forward the skill's events to POST /v1/skill-events`;
    return new GatehouseError('invalid-request', message, { pointer: '/region' });
  }
  const pointer = '/audience';
  if (subscriber?.state === 'disabled') {
    const message = `User ${user} has disabled the skill, as AlexaSkillEvent.SkillDisabled told; after enabling it anew the customer has another userId, which the next skill event tells`;
    return new GatehouseError('not-subscribed', message, { pointer });
  }
  if (subscriber?.events !== undefined && !subscriber.events.some(name => name === event)) {
    const message = `User ${user} does not subscribe to ${event}, as AlexaSkillEvent.ProactiveSubscriptionChanged told; the customer turns notifications of the skill on in the Alexa app`;
    return new GatehouseError('not-subscribed', message, { pointer });
  }
  return undefined;
}

function unknownTo(event: string): NoticeWarning {
  const message = `No skill event has told whether this user subscribes to ${event}, so that it is not known whether the notice is heard; forward the skill's events to POST /v1/skill-events`;
  return { code: 'subscriber-unknown', message, pointer: '/audience' };
}

function warningsOf(
  { region, events, refusal }: Subscriber,
  { event, found }: { readonly event: string; readonly found: readonly Region[] },
): readonly NoticeWarning[] {
  const elsewhere = found.filter(one => one !== region);
  const wrong = `The skill events of this user come from ${region}, and the notice goes to ${elsewhere.join(', ')} as asked; in a wrong region nobody hears it`;
  const refused = `Alexa refused the last notice for this user with ${refusal?.code}; the skill's next event may tell why`;
  return [
    ...(elsewhere.length === 0 ? [] : [{ code: 'other-region', message: wrong, pointer: '/region' }]),
    ...(events === undefined ? [unknownTo(event)] : []),
    ...(refusal === undefined ? [] : [{ code: 'refused-before', message: refused, pointer: '/audience' }]),
  ];
}
