import { AssertionError } from 'node:assert';
import { type Clock, sleep } from '@gatehouse/client/platform';
import type { NoticeView } from '../notice/view-notice.ts';
import type { ControlClient } from './control-client.ts';
import { describeNotice, describeNoticeMatch, matchesNotice, type NoticeMatch } from './notice-match.ts';

const DEFAULT_TIMEOUT_MS = 2_000;
/** How often is looked, on the machine's clock. */
const LOOK_MS = 10;
const PAGE = 1_000;

/** What a wait for a notice works with. */
export interface NoticeWait {
  readonly client: ControlClient;
  /** The machine's. */
  readonly clock: Clock;
  readonly userId: string;
  readonly timeoutMs?: number;
}

/** Every notice for a customer, in the order of their coming. */
export async function listNotices(client: ControlClient, userId: string): Promise<NoticeView[]> {
  const notices: NoticeView[] = [];
  let after: string | undefined;
  do {
    const query = `limit=${PAGE}${after === undefined ? '' : `&after=${after}`}`;
    const page = await client.ask({ method: 'GET', path: `/notices/${encodeURIComponent(userId)}?${query}` });
    const { items, next } = page as { readonly items: readonly NoticeView[]; readonly next?: string };
    notices.push(...items);
    after = next;
  } while (after !== undefined);
  return notices;
}

/**
 * Waits until a customer has a notice that is meant, and answers the newest such.
 *
 * @throws AssertionError when the time is up, with what the customer has instead
 */
export async function awaitNotice(match: NoticeMatch, wait: NoticeWait): Promise<NoticeView> {
  const { client, clock, userId, timeoutMs = DEFAULT_TIMEOUT_MS } = wait;
  const endsAt = clock.monotonic() + timeoutMs;
  for (;;) {
    const notices = await listNotices(client, userId);
    const found = notices.findLast(notice => matchesNotice(notice, match));
    if (found !== undefined) return found;
    if (clock.monotonic() >= endsAt) throw miss(match, notices, wait);
    await sleep(clock, LOOK_MS);
  }
}

function miss(
  match: NoticeMatch,
  notices: readonly NoticeView[],
  { userId, timeoutMs = DEFAULT_TIMEOUT_MS }: NoticeWait,
): AssertionError {
  const headline = `Waited ${timeoutMs} ms for a notice for ${userId} with ${describeNoticeMatch(match)}; found none`;
  const has =
    notices.length === 0
      ? 'The customer has no notice at all; ask the journal whether one was refused'
      : ['The customer has:', ...notices.map(notice => `  ${describeNotice(notice)}`)].join('\n');
  return new AssertionError({ message: `${headline}\n${has}`, operator: 'untilNotice' });
}
