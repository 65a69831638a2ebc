import { absent, edit } from './edit.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What is changed in a skill event, and the rule that this breaks; a rule names the pointer after a space where it is another. */
type Edit = readonly [pointer: string, member: unknown, broken?: string];

/** The bodies of skill events, complete. Source: notice sheet 3, skill events. */
const bodies: Readonly<Record<string, unknown>> = {
  ProactiveSubscriptionChanged: { subscriptions: [{ eventName: 'AMAZON.OrderStatus.Updated' }] },
  SkillPermissionAccepted: { acceptedPermissions: [{ scope: 'alexa::devices:all:notifications:write' }] },
  SkillPermissionChanged: { acceptedPermissions: [], acceptedPersonPermissions: [{ scope: 'alexa::profile' }] },
  SkillEnabled: absent,
  SkillDisabled: { userInformationPersistenceStatus: 'PERSISTED' },
  SkillAccountLinked: { accessToken: 'gatehouse-secret-access-token' },
};

const system = '/context/System';
const body = '/request/body';

/** Members of the envelope. Source: notice sheet 3, envelope. */
const envelope: readonly Edit[] = [
  ['/version', absent],
  ['/version', 1, 'skill-event-type'],
  ['/session', {}, 'skill-event-session'],
  ['/further', 1],
  ['/context', absent, 'skill-event-missing'],
  ['/context', [], 'skill-event-type'],
  [system, absent, 'skill-event-missing'],
  [`${system}/person`, { personId: 'p' }],
  [`${system}/application/applicationId`, absent, 'skill-event-missing'],
  [`${system}/application/applicationId`, '', 'skill-event-type'],
  [`${system}/user/userId`, absent, 'skill-event-missing'],
  [`${system}/user/userId`, 7, 'skill-event-type'],
  [`${system}/user/accessToken`, 'gatehouse-secret-access-token'],
  [`${system}/user/permissions`, { consentToken: 'gatehouse-secret-consent-token' }],
  [`${system}/apiEndpoint`, absent],
  [`${system}/apiEndpoint`, 7, 'skill-event-type'],
  ['/request', absent, 'skill-event-missing'],
  ['/request/requestId', absent, 'skill-event-missing'],
  ['/request/timestamp', absent, 'skill-event-missing'],
  ['/request/timestamp', 'today', 'skill-event-timestamp'],
  ['/request/timestamp', 1_767_323_045_000, 'skill-event-timestamp'],
  ['/request/eventCreationTime', absent],
  ['/request/eventCreationTime', '2026-13-02T03:04:05Z', 'skill-event-timestamp'],
  ['/request/eventPublishingTime', 'x', 'skill-event-timestamp'],
  ['/request/locale', 'en-US'],
  ['/request/type', absent, 'skill-event-missing'],
  ['/request/type', 'AlexaSkillEvent.SkillMoved', 'skill-event-name'],
  ['/request/type', 'LaunchRequest', 'skill-event-name'],
];

/** Members of bodies, by event. Source: notice sheet 3, skill events. */
const members: readonly (readonly [name: string, ...Edit])[] = [
  ['ProactiveSubscriptionChanged', body, absent, 'skill-event-body'],
  ['ProactiveSubscriptionChanged', body, {}],
  ['ProactiveSubscriptionChanged', body, [], 'skill-event-type'],
  ['ProactiveSubscriptionChanged', `${body}/subscriptions`, []],
  ['ProactiveSubscriptionChanged', `${body}/subscriptions`, {}, 'skill-event-type'],
  ['ProactiveSubscriptionChanged', `${body}/subscriptions/0/eventName`, absent, 'skill-event-missing'],
  ['ProactiveSubscriptionChanged', `${body}/subscriptions/0/eventName`, 7, 'skill-event-type'],
  ['ProactiveSubscriptionChanged', `${body}/subscriptions/0/eventName`, 'AMAZON.Other', 'skill-event-subscription'],
  ['SkillPermissionAccepted', body, absent, 'skill-event-body'],
  ['SkillPermissionAccepted', `${body}/acceptedPermissions/0/scope`, absent, 'skill-event-missing'],
  ['SkillPermissionChanged', body, absent, 'skill-event-body'],
  ['SkillPermissionChanged', `${body}/acceptedPersonPermissions`, 'x', 'skill-event-type'],
  ['SkillDisabled', body, absent],
  ['SkillDisabled', `${body}/userInformationPersistenceStatus`, 'NOT_PERSISTED'],
  ['SkillDisabled', `${body}/userInformationPersistenceStatus`, 'persisted', 'skill-event-value'],
  ['SkillEnabled', body, {}],
  ['SkillEnabled', body, 1, 'skill-event-type'],
  ['SkillAccountLinked', body, absent],
  ['SkillAccountLinked', `${body}/accessToken`, 7, 'skill-event-type'],
];

/** The vectors of skill events: each complete, and with each member set otherwise or removed. Source: notice sheet 3. */
export function skillEventVectors(): readonly Vector[] {
  return [
    ...Object.keys(bodies).flatMap(name => taken({ name, kind: 'skill-event', value: skillEventOf(name) })),
    ...[null, 1, 'x', []].flatMap(value =>
      refused({ name: JSON.stringify(value), kind: 'skill-event', value }, ['skill-event-form', '']),
    ),
    ...envelope.flatMap(each => vectorsOf('ProactiveSubscriptionChanged', each)),
    ...members.flatMap(([name, ...each]) => vectorsOf(name, each)),
  ];
}

function vectorsOf(name: string, [pointer, member, broken]: Edit): Vector[] {
  const says = `${pointer} ${member === absent ? 'absent' : JSON.stringify(member)}`;
  const value = edit(skillEventOf(name), pointer, member);
  const judged = { name: `${name} ${says}`, kind: 'skill-event', value } as const;
  return broken === undefined ? taken(judged) : refused(judged, [broken, pointer]);
}

function skillEventOf(name: string): unknown {
  const event = {
    version: '1.0',
    context: {
      System: {
        application: { applicationId: 'amzn1.ask.skill.1' },
        user: { userId: 'amzn1.ask.account.1' },
        apiEndpoint: 'https://api.eu.amazonalexa.com',
      },
    },
    request: {
      type: `AlexaSkillEvent.${name}`,
      requestId: '5f0a9c2e-7f3b-4d55-9b0c-0d3e8a6f1c11',
      timestamp: '2026-01-02T03:04:05Z',
      eventCreationTime: '2026-01-02T03:04:04Z',
      eventPublishingTime: '2026-01-02T03:04:05Z',
      body: bodies[name],
    },
  };
  return bodies[name] === absent ? edit(event, body, absent) : event;
}
