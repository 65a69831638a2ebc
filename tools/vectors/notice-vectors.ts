import { absent, edit } from './edit.ts';
import { noticeNow, noticeOf, noticeSamples } from './notice-samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What a member of a payload may be. A member with `?` may be absent. */
type Row = readonly [pointer: string, type: 'object' | 'text' | 'whole' | 'time' | readonly string[]];

const status = 'PREORDER_RECEIVED ORDER_RECEIVED ORDER_PREPARING ORDER_SHIPPED ORDER_OUT_FOR_DELIVERY ORDER_DELIVERED';
const garbage = [
  'BOTTLES',
  'BULKY',
  'BURNABLE',
  'CANS',
  'CLOTHING',
  'COMPOSTABLE',
  'CRUSHABLE',
  'GARDEN_WASTE',
  'GLASS',
  'HAZARDOUS',
  'HOME_APPLIANCES',
  'KITCHEN_WASTE',
  'LANDFILL',
  'PET_BOTTLES',
  'RECYCLABLE_PLASTICS',
  'WASTE_PAPER',
];
const days = 'MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY';

/** The members of each payload. Source: notice sheet 1, the table of fields, row by row. */
const table: Readonly<Record<string, readonly Row[]>> = {
  'AMAZON.WeatherAlert.Activated': [
    ['/weatherAlert', 'object'],
    ['/weatherAlert/alertType', ['TORNADO', 'HURRICANE', 'SNOW_STORM', 'THUNDER_STORM']],
    ['/weatherAlert/source?', 'text'],
  ],
  'AMAZON.SportsEvent.Updated': [
    ['/update?', 'object'],
    ['/update/scoreEarned', 'whole'],
    ['/update/teamName', 'text'],
    ['/sportsEvent', 'object'],
    ['/sportsEvent/eventLeague', 'object'],
    ['/sportsEvent/eventLeague/name', 'text'],
    ...['home', 'away'].flatMap((side): Row[] => [
      [`/sportsEvent/${side}TeamStatistic`, 'object'],
      [`/sportsEvent/${side}TeamStatistic/team`, 'object'],
      [`/sportsEvent/${side}TeamStatistic/team/name`, 'text'],
      [`/sportsEvent/${side}TeamStatistic/score`, 'whole'],
    ]),
  ],
  'AMAZON.MessageAlert.Activated': [
    ['/state', 'object'],
    ['/state/status', ['UNREAD', 'FLAGGED']],
    ['/state/freshness?', ['NEW', 'OVERDUE']],
    ['/messageGroup', 'object'],
    ['/messageGroup/creator', 'object'],
    ['/messageGroup/creator/name', 'text'],
    ['/messageGroup/count', 'whole'],
    ['/messageGroup/urgency?', ['URGENT']],
  ],
  'AMAZON.OrderStatus.Updated': [
    ['/state', 'object'],
    ['/state/status', status.split(' ')],
    ['/state/deliveryDetails?', 'object'],
    ['/state/deliveryDetails/expectedArrival?', 'time'],
    ['/state/enterTimestamp?', 'time'],
    ['/state/deliveredOn?', 'time'],
    ['/order', 'object'],
    ['/order/seller', 'object'],
    ['/order/seller/name', 'text'],
  ],
  'AMAZON.Occasion.Updated': [
    ['/state', 'object'],
    ['/state/confirmationStatus', ['CONFIRMED', 'CANCELED', 'RESCHEDULED', 'REQUESTED', 'CREATED', 'UPDATED']],
    ['/occasion', 'object'],
    ['/occasion/occasionType', ['RESERVATION_REQUEST', 'RESERVATION', 'APPOINTMENT_REQUEST', 'APPOINTMENT']],
    ['/occasion/subject', 'text'],
    ['/occasion/provider', 'object'],
    ['/occasion/provider/name', 'text'],
    ['/occasion/bookingTime', 'time'],
    ['/occasion/broker?', 'object'],
    ['/occasion/broker/name', 'text'],
  ],
  'AMAZON.TrashCollectionAlert.Activated': [
    ['/alert', 'object'],
    ['/alert/garbageTypes/0?', garbage],
    ['/alert/collectionDayOfWeek', days.split(' ')],
  ],
  'AMAZON.MediaContent.Available': [
    ['/availability', 'object'],
    ['/availability/startTime', 'time'],
    ['/availability/method', ['STREAM', 'AIR', 'RELEASE', 'PREMIERE', 'DROP']],
    ['/availability/provider?', 'object'],
    ['/availability/provider/name', 'text'],
    ['/content', 'object'],
    ['/content/name', 'text'],
    ['/content/contentType', ['BOOK', 'EPISODE', 'ALBUM', 'SINGLE', 'MOVIE', 'GAME']],
  ],
  'AMAZON.SocialGameInvite.Available': [
    ['/invite', 'object'],
    ['/invite/inviter', 'object'],
    ['/invite/inviter/name', 'text'],
    ['/invite/relationshipToInvitee', ['FRIEND', 'CONTACT']],
    ['/invite/inviteType', ['CHALLENGE', 'INVITE']],
    ['/game', 'object'],
    ['/game/offer', ['MATCH', 'REMATCH', 'GAME']],
    ['/game/name', 'text'],
  ],
};

/** The vectors of each notice: complete, and with each member set otherwise or removed. Source: notice sheet 1. */
export function noticeVectors(): ReadonlyMap<string, readonly Vector[]> {
  return new Map(
    Object.entries(table).map(([name, rows]) => [
      name,
      [
        ...taken({ name: 'with every member', kind: 'notice', value: noticeOf(name), now: noticeNow }),
        ...rows.flatMap(row => vectorsOf(name, row)),
        ...judge(name, { pointer: '/further', member: 1, rule: 'notice-member-unknown' }),
      ],
    ]),
  );
}

interface Case {
  readonly pointer: string;
  readonly member: unknown;
  readonly rule?: string;
}

/** A case below the payload of a notice; texts that nothing refers to any more are left out, so that one rule is broken. */
function judge(name: string, { pointer, member, rule }: Case): Vector[] {
  const at = `/event/payload${pointer}`;
  const value = dropUnused(name, edit(noticeOf(name), at, member));
  const says = member === absent ? 'absent' : JSON.stringify(member);
  const judged = { name: `${pointer} ${says}`, kind: 'notice', value, now: noticeNow } as const;
  return rule === undefined ? taken(judged) : refused(judged, [rule, at]);
}

function dropUnused(name: string, notice: unknown): unknown {
  const said = JSON.stringify(Reflect.get(Object(notice), 'event'));
  const unused = Object.keys(noticeSamples[name]?.texts ?? {}).filter(
    text => !said.includes(`"localizedattribute:${text}"`),
  );
  return unused.reduce((value, text) => edit(value, `/localizedAttributes/0/${text}`, absent), notice);
}

function vectorsOf(name: string, [place, type]: Row): Vector[] {
  const pointer = place.replace(/\?$/, '');
  const isOptional = place.endsWith('?') && !pointer.endsWith('/0');
  const cases: Case[] = [
    ...(pointer.endsWith('/0')
      ? []
      : [{ pointer, member: absent, ...(isOptional ? {} : { rule: 'notice-member-missing' }) }]),
    ...casesOf(type).map(([member, rule]) => ({ pointer, member, ...(rule === undefined ? {} : { rule }) })),
  ];
  return cases.flatMap(each => judge(name, each));
}

function casesOf(type: Row[1]): readonly (readonly [member: unknown, rule?: string])[] {
  switch (type) {
    case 'object':
      return [
        [1, 'notice-member-type'],
        ['x', 'notice-member-type'],
        [[], 'notice-member-type'],
      ];
    case 'text':
      return [
        [1, 'notice-member-type'],
        [{}, 'notice-member-type'],
        ['', 'notice-member-length'],
      ];
    case 'whole':
      return [[1], [99], ['1', 'notice-member-type'], [1.5, 'notice-member-type'], [null, 'notice-member-type']];
    case 'time':
      return [
        ['2026-01-05T10:00:00Z'],
        ['2026-01-05T10:00:00.00Z'],
        ['2026-01-05T10:00:00+09:00', 'notice-timestamp-form'],
        ['2026-01-05T10:00:00.123456+00:00', 'notice-timestamp-form'],
        ['2026-01-05T10:00:00.123456', 'notice-timestamp-zone'],
        ['tomorrow', 'notice-payload-time'],
        ['2026-02-30T10:00:00Z', 'notice-payload-time'],
        [1_767_323_045, 'notice-payload-time'],
      ];
    default:
      return [
        ...type.map((word): readonly [string] => [word]),
        [type[0]?.toLowerCase(), 'notice-member-value'],
        ['OTHER_WORD', 'notice-member-value'],
        [1, 'notice-member-value'],
      ];
  }
}
