import { parseRegion, type Region } from '@gatehouse/protocol';

/** Whom notices wait for: one customer of a custom skill in a region, or, without `user`, everybody there who subscribes. */
export interface NoticeHolder {
  readonly region: Region;
  readonly user?: string;
}

/** A control character: no customer's id may have one, so no holder is ever taken for a customer. */
const MARK = '\u001f';

/**
 * The name of a holder's lane, which stands where a customer's id stands otherwise. A userId of a custom skill is none of
 * a smart home customer's: a holder has a lane and no customer, so that it is in no list of customers, needs no grant, and
 * waits for nobody's link. The name tells the region, whose store it lies in for ever.
 */
export function encodeNoticeHolder({ region, user = '' }: NoticeHolder): string {
  return `${MARK}${region}${MARK}${user}`;
}

/** The holder whose lane is so called; undefined for a customer. */
export function parseNoticeHolder(name: string): NoticeHolder | undefined {
  if (!isNoticeHolder(name)) return undefined;
  const [, region = '', ...user] = name.split(MARK);
  const known = parseRegion(region);
  if (known === undefined) return undefined;
  const whom = user.join(MARK);
  return whom === '' ? { region: known } : { region: known, user: whom };
}

/** Whether a lane is of notices, by its name. */
export function isNoticeHolder(name: string): boolean {
  return name.startsWith(MARK);
}
