import { absent, edit } from './edit.ts';
import { noticeNow, noticeOf } from './notice-samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What is changed in a notice, and the rules that this breaks; a rule names the pointer after a space where it is another. */
type Edit = readonly [pointer: string, member: unknown, ...broken: string[]];

/** The example of the page's update, as it is printed. Source: proactive events API, Update event, Request body example. */
const update = {
  timestamp: '2023-06-22T22:10:01.00Z',
  referenceId: 'unique.reference.id.1',
  expiryTime: '2023-06-23T22:10:01.00Z',
  event: {
    name: 'AMAZON.OrderStatus.Updated',
    payload: {
      state: { status: 'ORDER_DELIVERED', deliveryDetails: {} },
      order: { seller: { name: 'localizedattribute:sellerName' } },
    },
  },
  localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
  relevantAudience: { type: 'Unicast', payload: { user: 'amzn1.ask.account.1' } },
};

const times: readonly Edit[] = [
  ['/timestamp', '2026-01-02T03:04:05Z'],
  ['/timestamp', '2020-01-02T03:04:05Z'],
  ['/timestamp', '2026-01-02T03:04:05+05:00', 'notice-timestamp-form'],
  ['/timestamp', '2026-01-02T03:04:05.123456+00:00', 'notice-timestamp-form'],
  ['/timestamp', '2026-01-02T03:04:05z', 'notice-timestamp-form'],
  ['/timestamp', '2026-01-02T03:04:05.123456', 'notice-timestamp-zone'],
  ['/timestamp', '2026-01-02T03:04:05', 'notice-timestamp-zone'],
  ...['', 'now', '2026-01-02', '2026-02-30T00:00:00Z', 7, null].map(
    (text): Edit => ['/timestamp', text, 'notice-timestamp'],
  ),
  ['/timestamp', absent, 'notice-member-missing'],
  ['/expiryTime', absent, 'notice-member-missing'],
  ['/expiryTime', 'x', 'notice-timestamp'],
  ['/expiryTime', '2026-01-02T03:09:05Z'],
  ['/expiryTime', '2026-01-02T03:09:04Z', 'notice-expiry'],
  ['/expiryTime', '2026-01-03T03:04:05Z'],
  ['/expiryTime', '2026-01-03T03:04:06Z', 'notice-expiry'],
  ['/expiryTime', '2026-01-01T03:04:05Z', 'notice-expiry'],
];

const references: readonly Edit[] = [
  ['/referenceId', 'a'],
  ['/referenceId', 'aZ09~'],
  ['/referenceId', 'x'.repeat(100)],
  ['/referenceId', 'x'.repeat(101), 'notice-reference'],
  ['/referenceId', '', 'notice-reference'],
  ['/referenceId', 7, 'notice-reference'],
  ['/referenceId', absent, 'notice-member-missing'],
  ['/referenceId', 'a b', 'notice-reference-letters'],
  ['/referenceId', 'a_b', 'notice-reference-letters'],
  ['/referenceId', 'ä', 'notice-reference-letters'],
  ['/referenceId', 'unique.reference.id.1', 'notice-reference-tolerated'],
  ['/referenceId', '5f0a9c2e-7f3b-4d55-9b0c-0d3e8a6f1c11', 'notice-reference-tolerated'],
];

const payload = '/relevantAudience/payload';

const audiences: readonly Edit[] = [
  ['/relevantAudience', absent, 'notice-member-missing'],
  ['/relevantAudience', 'Multicast', 'notice-member-type'],
  ['/relevantAudience/type', 'unicast', 'notice-member-value'],
  ['/relevantAudience/type', absent, 'notice-member-missing'],
  ['/relevantAudience/users', [], 'notice-member-unknown'],
  [payload, absent, 'notice-user'],
  [payload, 'u', 'notice-member-type'],
  [payload, {}, `notice-user ${payload}/user`],
  [`${payload}/user`, '', 'notice-user'],
  [`${payload}/user`, 7, 'notice-user'],
  [payload, { userId: 'u' }, `notice-user-id ${payload}/userId`],
  [payload, { user: 'u', userId: 'u' }, `notice-user-id ${payload}/userId`],
  [`${payload}/name`, 'x', 'notice-member-unknown'],
  ['/relevantAudience', { type: 'Multicast', payload: {} }],
  ['/relevantAudience', { type: 'Multicast' }, `notice-multicast-payload ${payload}`],
  ['/relevantAudience', { type: 'Multicast', payload: { user: 'u' } }, `notice-multicast-members ${payload}/user`],
];

const events: readonly Edit[] = [
  ['/event', absent, 'notice-member-missing'],
  ['/event', 1, 'notice-member-type'],
  ['/event/name', absent, 'notice-member-missing'],
  ['/event/name', 'AMAZON.OrderStatus.updated', 'notice-name'],
  ['/event/name', '', 'notice-name'],
  ['/event/further', 1, 'notice-member-unknown'],
  ['/further', 1, 'notice-member-unknown'],
];

const entry = '/localizedAttributes/0';
const seller = '/event/payload/order/seller/name';
const attributes: readonly Edit[] = [
  ['/localizedAttributes', absent, 'notice-attribute'],
  ['/localizedAttributes', [], 'notice-attribute'],
  ['/localizedAttributes', {}, 'notice-member-type'],
  [entry, 1, 'notice-member-type'],
  [`${entry}/locale`, absent, 'notice-member-missing'],
  [`${entry}/locale`, 7, 'notice-member-type'],
  [`${entry}/locale`, 'en-ZA', 'notice-locale'],
  [`${entry}/locale`, 'en-us', 'notice-locale'],
  [`${entry}/sellerName`, absent, 'notice-attribute'],
  [`${entry}/sellerName`, '', 'notice-member-length'],
  [`${entry}/sellerName`, 7, 'notice-member-type'],
  [`${entry}/seller`, 'x', 'notice-attribute-unused'],
  ['/localizedAttributes/1', { locale: 'de-DE', sellerName: 'x' }],
  ['/localizedAttributes/1', { locale: 'de-DE' }, 'notice-attribute /localizedAttributes/1/sellerName'],
  [
    '/localizedAttributes/1',
    { locale: 'en-US', sellerName: 'x' },
    'notice-locale-duplicate /localizedAttributes/1/locale',
  ],
  [seller, 'Example Shop', 'notice-plain-text', `notice-attribute-unused ${entry}/sellerName`],
  [seller, 'localizedAttribute:sellerName', 'notice-attribute-spelling', `notice-attribute-unused ${entry}/sellerName`],
  [seller, 'localizedattribute:', 'notice-attribute-spelling', `notice-attribute-unused ${entry}/sellerName`],
];

/** A notice of another name than the order, and what is changed in its payload. */
type Other = readonly [name: string, pointer: string, member: unknown, ...broken: string[]];

const order = '/event/payload/state';
const invite = '/event/payload/invite';
const sixKinds = ['BOTTLES', 'BULKY', 'CANS', 'GLASS', 'LANDFILL', 'WASTE_PAPER'];

const others: readonly Other[] = [
  ['AMAZON.OrderStatus.Updated', `${order}/deliveryDetails`, {}],
  ['AMAZON.OrderStatus.Updated', `${order}/enterTimeStamp`, '2026-01-02T01:00:00Z', 'notice-spelling'],
  ['AMAZON.OrderStatus.Updated', `${order}/deliveryDetails/enterTimestamp`, '2026-01-02T01:00:00Z', 'notice-spelling'],
  ['AMAZON.OrderStatus.Updated', `${order}/deliveryDetails/enterTimeStamp`, '2026-01-02T01:00:00Z', 'notice-spelling'],
  ['AMAZON.Occasion.Updated', `${order}/confirmationStatus`, 'RECEIVED', 'notice-value-tolerated'],
  ['AMAZON.MessageAlert.Activated', '/event/payload/messageGroup/count', 0, 'notice-count'],
  ['AMAZON.MessageAlert.Activated', '/event/payload/messageGroup/count', -3, 'notice-count'],
  ['AMAZON.MessageAlert.Activated', '/localizedAttributes', absent, 'notice-attributes-missing'],
  ['AMAZON.MessageAlert.Activated', '/localizedAttributes', [], 'notice-attributes-missing'],
  [
    'AMAZON.MessageAlert.Activated',
    '/event/payload/messageGroup/creator/name',
    'localizedattribute:name',
    'notice-attribute-place',
    `notice-attribute ${entry}/name`,
  ],
  ['AMAZON.TrashCollectionAlert.Activated', '/event/payload/alert/garbageTypes', sixKinds.slice(1)],
  ['AMAZON.TrashCollectionAlert.Activated', '/event/payload/alert/garbageTypes', sixKinds, 'notice-garbage-count'],
  ['AMAZON.TrashCollectionAlert.Activated', '/event/payload/alert/garbageTypes', [], 'notice-member-length'],
  ['AMAZON.TrashCollectionAlert.Activated', '/event/payload/alert/garbageTypes', absent, 'notice-member-missing'],
  ['AMAZON.TrashCollectionAlert.Activated', '/event/payload/alert/garbageTypes', 'GLASS', 'notice-member-type'],
  ['AMAZON.SocialGameInvite.Available', `${invite}/inviter/inviteType`, 'INVITE', 'notice-spelling'],
  [
    'AMAZON.SocialGameInvite.Available',
    invite,
    { inviter: { name: 'Max', relationshipToInvitee: 'FRIEND' }, inviteType: 'INVITE' },
    `notice-spelling ${invite}/inviter/relationshipToInvitee`,
  ],
];

/** The rules of notices, each broken alone wherever that can be. Source: proactive events API; notice sheet 1 and 2. */
export function noticeRuleVectors(): readonly Vector[] {
  const name = 'AMAZON.OrderStatus.Updated';
  const edits = [...times, ...references, ...audiences, ...events, ...attributes];
  return [
    ...refused({ name: 'the update as the page prints it', kind: 'notice', value: update }, [
      'notice-reference-tolerated',
      '/referenceId',
    ]),
    ...[null, 1, 'AMAZON.OrderStatus.Updated', true, []].flatMap(value =>
      refused({ name: `${JSON.stringify(value)}`, kind: 'notice', value }, ['notice-form', '']),
    ),
    ...edits.flatMap(([pointer, member, ...broken]) => vectorsOf([name, pointer, member, ...broken])),
    ...others.flatMap(vectorsOf),
    ...misplaced(),
    ...spans(),
  ];
}

function vectorsOf([name, pointer, member, ...broken]: Other): Vector[] {
  const text = member === absent ? 'absent' : (JSON.stringify(member) ?? '');
  const says = `${pointer} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
  const judged = { name: says, kind: 'notice', value: edit(noticeOf(name), pointer, member), now: noticeNow } as const;
  const problems = broken.map((rule): [string, string] => {
    const [id = '', at = pointer] = rule.split(' ');
    return [id, at];
  });
  return problems.length === 0 ? taken(judged) : refused(judged, ...problems);
}

/** References in the wrong place or spelling, with the text that they refer to, so that nothing else is amiss. */
function misplaced(): Vector[] {
  const creator = '/event/payload/messageGroup/creator/name';
  const message = edit(noticeOf('AMAZON.MessageAlert.Activated'), `${entry}/sender`, 'Ada');
  const order = edit(noticeOf('AMAZON.OrderStatus.Updated'), `${entry}/sellerName`, absent);
  const judged = { kind: 'notice', now: noticeNow } as const;
  return [
    ...refused(
      { ...judged, name: 'a creator in several languages', value: edit(message, creator, 'localizedattribute:sender') },
      ['notice-attribute-place', creator],
    ),
    ...['by localizedattribute:sellerName', 'LocalizedAttribute:sellerName', 'localizedattribute:'].flatMap(text =>
      refused({ ...judged, name: `a seller ${text}`, value: edit(order, seller, text) }, [
        'notice-attribute-spelling',
        seller,
      ]),
    ),
    ...refused({ ...judged, name: 'a seller in plain text', value: edit(order, seller, 'Example Shop') }, [
      'notice-plain-text',
      seller,
    ]),
  ];
}

/** Without a time to count from, the expiry is counted from the timestamp. */
function spans(): Vector[] {
  const notice = noticeOf('AMAZON.OrderStatus.Updated');
  const cases: readonly (readonly [string, boolean])[] = [
    ['2026-01-02T03:09:05Z', true],
    ['2026-01-02T03:09:04Z', false],
    ['2026-01-03T03:04:05Z', true],
    ['2026-01-03T03:04:06Z', false],
    ['2026-01-01T00:00:00Z', false],
  ];
  return cases.flatMap(([expiry, isGood]) => {
    const value = edit(notice, '/expiryTime', expiry);
    const judged = { name: `no time to judge by, expiry ${expiry}`, kind: 'notice', value } as const;
    return isGood ? taken(judged) : refused(judged, ['notice-expiry-span', '/expiryTime']);
  });
}
