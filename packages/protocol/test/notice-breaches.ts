import { type Problem, validateNotice } from '../index.ts';
import type { noticeRules } from '../rule/notice-rules.ts';
import { edit } from './edit.ts';
import { sampleNotice } from './sample-notices.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

function order(pointer: string, member: unknown): Problem[] {
  return validateNotice(edit(sampleNotice('AMAZON.OrderStatus.Updated'), pointer, member), { now });
}

function message(pointer: string, member: unknown): Problem[] {
  return validateNotice(edit(sampleNotice('AMAZON.MessageAlert.Activated'), pointer, member), { now });
}

/** For each rule of notices one that breaks it. */
export const noticeBreaches: Readonly<Record<keyof typeof noticeRules, () => Problem[]>> = {
  'notice-form': () => validateNotice([]),
  'notice-member-missing': () => order('/event/payload/order', undefined),
  'notice-member-unknown': () => order('/event/payload/orders', {}),
  'notice-member-type': () => order('/event/payload', 'x'),
  'notice-member-value': () => order('/event/payload/state/status', 'ORDER_LOST'),
  'notice-member-length': () => order('/event/payload/order/seller/name', ''),
  'notice-timestamp': () => order('/timestamp', '2026-13-02T03:04:05Z'),
  'notice-timestamp-form': () => order('/timestamp', '2026-01-02T03:04:05+05:00'),
  'notice-timestamp-zone': () => order('/timestamp', '2026-01-02T03:04:05.123456'),
  'notice-payload-time': () => order('/event/payload/state/deliveryDetails/expectedArrival', 'soon'),
  'notice-expiry': () => order('/expiryTime', '2026-01-02T03:04:06Z'),
  'notice-expiry-span': () =>
    validateNotice(edit(sampleNotice('AMAZON.OrderStatus.Updated'), '/expiryTime', '2027-01-01T00:00:00Z')),
  'notice-reference': () => order('/referenceId', 'x'.repeat(101)),
  'notice-reference-letters': () => order('/referenceId', 'order/1'),
  'notice-reference-tolerated': () => order('/referenceId', 'order.1'),
  'notice-name': () => order('/event/name', 'AMAZON.OrderStatus.Deleted'),
  'notice-spelling': () => order('/event/payload/state/enterTimeStamp', '2026-01-02T03:04:05Z'),
  'notice-value-tolerated': () =>
    validateNotice(
      edit(sampleNotice('AMAZON.Occasion.Updated'), '/event/payload/state/confirmationStatus', 'RECEIVED'),
    ),
  'notice-count': () => message('/event/payload/messageGroup/count', 0),
  'notice-garbage-count': () =>
    validateNotice(
      edit(
        sampleNotice('AMAZON.TrashCollectionAlert.Activated'),
        '/event/payload/alert/garbageTypes',
        Array.from({ length: 6 }, () => 'GLASS'),
      ),
    ),
  'notice-user': () => order('/relevantAudience/payload', {}),
  'notice-user-id': () => order('/relevantAudience/payload', { userId: 'amzn1.ask.account.1' }),
  'notice-multicast-payload': () => order('/relevantAudience', { type: 'Multicast' }),
  'notice-multicast-members': () => order('/relevantAudience/type', 'Multicast'),
  'notice-locale': () => order('/localizedAttributes/0/locale', 'en-ZA'),
  'notice-locale-duplicate': () => order('/localizedAttributes/1', { locale: 'en-US', sellerName: 'Example' }),
  'notice-attributes-missing': () => message('/localizedAttributes', undefined),
  'notice-attribute': () => order('/localizedAttributes/0/sellerName', undefined),
  'notice-attribute-unused': () => order('/localizedAttributes/0/seller', 'Example'),
  'notice-attribute-spelling': () => order('/event/payload/order/seller/name', 'localizedAttribute:sellerName'),
  'notice-attribute-place': () => message('/event/payload/messageGroup/creator/name', 'localizedattribute:sender'),
  'notice-plain-text': () => order('/event/payload/order/seller/name', 'Example'),
};
