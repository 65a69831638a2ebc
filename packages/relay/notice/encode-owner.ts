import { type NoticeHolder, parseNoticeHolder } from './notice-holder.ts';

/** Whose an event is, as the API tells it: of a notice, whom it is for, and where. */
export function encodeOwner(customer: string): { readonly customer: string; readonly audience?: NoticeHolder } {
  const holder = parseNoticeHolder(customer);
  return holder === undefined ? { customer } : { customer: holder.user ?? 'everybody', audience: holder };
}
