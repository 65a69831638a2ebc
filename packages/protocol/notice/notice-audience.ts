import { memberOf, textAt } from '../json/json-object.ts';

/** Whom a notice is for: one customer, by the `userId` that skill events carry, or everybody who subscribes. */
export type NoticeAudience = { readonly type: 'Unicast'; readonly user: string } | { readonly type: 'Multicast' };

/**
 * Whom a notice is for; undefined when it does not say. Reads `user`, and `userId` of the page's table where there is no
 * `user`. Whatever else a Multicast's payload holds is not looked at. Source: proactive events API, relevantAudience;
 * notice sheet 2, relevantAudience.
 */
export function audienceOf(notice: unknown): NoticeAudience | undefined {
  const audience = memberOf(notice, 'relevantAudience');
  const type = textAt(audience, ['type']);
  if (type === 'Multicast') {
    return { type };
  }
  const user = textAt(audience, ['payload', 'user']) ?? textAt(audience, ['payload', 'userId']);
  return type === 'Unicast' && user !== undefined && user !== '' ? { type, user } : undefined;
}
