import type { Basis } from '@gatehouse/protocol';

/** The id of a behaviour that no reason tells of. */
export type ChoiceId =
  | 'accept-grant-attempts'
  | 'accept-grant-permission'
  | 'access-token-lifetime'
  | 'change-of-unknown'
  | 'code-lifetime'
  | 'directive-problems'
  | 'discovery-keeps'
  | 'discovery-takes'
  | 'echo-of-routine'
  | 'journal-bound'
  | 'limit-defaults'
  | 'lock-deferral'
  | 'message-memory'
  | 'notice-delay'
  | 'notice-for-all'
  | 'notice-locale'
  | 'notice-memory'
  | 'notice-order-of-checks'
  | 'notice-silence'
  | 'order-of-checks'
  | 'refresh-rotation'
  | 'region-lookup'
  | 'relink-after-move'
  | 'reply-state'
  | 'retry-after'
  | 'routine-order'
  | 'same-time-sample'
  | 'skill-event-once'
  | 'skill-events-of-change'
  | 'token-error-type'
  | 'token-memory'
  | 'token-prefix'
  | 'user-id-persists';

/** A behaviour: what the gateway does, and where that comes from. */
export interface Choice {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
}

const OURS = 'Gatehouse: nothing is documented';

/** How the gateway behaves beyond refusals and reasons. */
export const choices: Readonly<Record<ChoiceId, Choice>> = {
  'accept-grant-attempts': {
    message:
      'AcceptGrant is tried as often as acceptGrantAttempts says, within linkTimeoutMs, each time with a fresh code',
    source: OURS,
    basis: 'chosen',
  },
  'accept-grant-permission': {
    message:
      'AcceptGrant is sent at each link, whatever the permissions; one that is added later sends none until a backfill',
    source: 'fact sheet 2.2 has it sent when the permission is added; here a backfill is a call of its own',
    basis: 'chosen',
  },
  'access-token-lifetime': {
    message: 'An access token lives for sixty minutes, whatever was refreshed since',
    source: 'fact sheet 7.3',
    basis: 'documented',
  },
  'change-of-unknown': {
    message: 'The first value of a property counts as a change',
    source: OURS,
    basis: 'chosen',
  },
  'code-lifetime': {
    message: 'An authorization code is good once, for five minutes',
    source: 'fact sheet 7.3',
    basis: 'documented',
  },
  'directive-problems': {
    message:
      'A directive or an answer that breaks a rule of messages is sent or taken all the same, with the problems listed',
    source: OURS,
    basis: 'chosen',
  },
  'discovery-keeps': {
    message: 'Endpoints that a later Discover.Response does not name stay until DeleteReport',
    source: OURS,
    basis: 'chosen',
  },
  'discovery-takes': {
    message: 'A discovered endpoint that breaks a rule is taken and named as undiscoverable',
    source: 'fact sheet 4, cookie: not discoverable; nothing is documented of the rest',
    basis: 'chosen',
  },
  'echo-of-routine': {
    message: 'A change of an endpoint counts for 11 s as the doing of the routine that sent it a directive',
    source: 'fact sheet 2.1, latency, and 2.3',
    basis: 'chosen',
  },
  'journal-bound': {
    message: 'The journal keeps journalLimit entries and 64 MB, and gives up the oldest',
    source: OURS,
    basis: 'chosen',
  },
  'limit-defaults': {
    message:
      'Limits begin generous, 100,000 events a second for a skill and 50,000 for a customer of it, until they are set',
    source: 'fact sheet 13: no numeric limit is documented',
    basis: 'chosen',
  },
  'lock-deferral': {
    message: 'A LockController may have the estimatedDeferralInSeconds of its DeferredResponse, at most 600',
    source: 'send-events 2019, Event responsiveness; the bound is not documented',
    basis: 'chosen',
  },
  'message-memory': {
    message: 'The last 100,000 messages are remembered, so that none has its effect twice',
    source: OURS,
    basis: 'chosen',
  },
  'notice-delay': {
    message: 'A notice waits noticeDelayMs before it is heard; until then a newer version takes its place unheard',
    source: 'notice sheet 2, Effect of expiry: events are pending for a time that is not documented',
    basis: 'chosen',
  },
  'notice-for-all': {
    message:
      'Whom a Multicast reaches is settled when it is due, by what each customer allows then; who comes later hears nothing of it',
    source: OURS,
    basis: 'chosen',
  },
  'notice-locale': {
    message:
      'A notice is told in the locale of the device, else, unless noticeLocaleFallback is none, in another one of the language',
    source: 'notice sheet 2, Choice of locale: matched on language and region; the fallback is not documented',
    basis: 'chosen',
  },
  'notice-memory': {
    message: 'Notices are kept for seven days, and the newest 100,000; until then a referenceId is known',
    source: OURS,
    basis: 'chosen',
  },
  'notice-order-of-checks': {
    message:
      'A notice is judged by size, fault, path, token, skill, rate, JSON, rules, publication, audience, duplicate, limit of the customer, in this order',
    source: OURS,
    basis: 'chosen',
  },
  'notice-silence': {
    message: 'A notice that was heard stays so: its expiry drops only what is pending, and nothing takes it back',
    source: 'proactive events API, expiryTime; notice sheet 1, Rendering behaviour',
    basis: 'documented',
  },
  'order-of-checks': {
    message: 'An event is judged by size, fault, token, skill, region and permission, rate, JSON, rules, in this order',
    source: OURS,
    basis: 'chosen',
  },
  'refresh-rotation': {
    message: 'A refresh keeps the refresh token unless rotateRefreshTokens says otherwise',
    source: 'fact sheet 7.3 and 12, row 26',
    basis: 'observed',
  },
  'region-lookup': {
    message: 'The region lookup tells the region in which the customer is now, whichever listener is asked',
    source: 'fact sheet 6.1',
    basis: 'documented',
  },
  'relink-after-move': {
    message: 'A customer who moves to another region has to enable the skill again; earlier tokens stay strangers',
    source: 'send-events reference, Gateway endpoints; fact sheet 6.1',
    basis: 'documented',
  },
  'reply-state': {
    message: 'The context of an answer feeds the home, as that of a report does',
    source: 'fact sheet 1.5, Response and StateReport',
    basis: 'documented',
  },
  'retry-after': {
    message: 'A 429 has no Retry-After unless sendRetryAfter says otherwise',
    source: 'fact sheet 6.2, Retry-After: mentioned nowhere',
    basis: 'chosen',
  },
  'routine-order': {
    message: 'A routine sends its directives one after the other; eight routines run at a time',
    source: OURS,
    basis: 'chosen',
  },
  'same-time-sample': {
    message: 'Of two samples of the same time the one that came last stays',
    source: OURS,
    basis: 'chosen',
  },
  'skill-event-once': {
    message: 'A skill event is sent once, whatever the skill answers, and the answer has skillEventTimeoutMs',
    source: OURS,
    basis: 'chosen',
  },
  'skill-events-of-change': {
    message:
      'Enabling is told first, then the permission for notifications with the first event and its end with the last, then the subscriptions; disabling by SkillDisabled alone',
    source: 'notice sheet 3, Skill events; their order is not documented',
    basis: 'chosen',
  },
  'token-error-type': {
    message: 'x-amzn-ErrorType of the token endpoint names the error word in capitals, InternalFailure with a 500',
    source: 'fact sheet 7.2 and 7.4; InternalFailure alone was seen',
    basis: 'chosen',
  },
  'token-memory': {
    message:
      'Codes and tokens are known for a day after their expiry or the end of their link, and of each kind the newest 1,000,000',
    source: OURS,
    basis: 'chosen',
  },
  'token-prefix': {
    message: 'Every token begins with Atza|GATEHOUSE- or Atzr|GATEHOUSE-, and no other is known here',
    source: OURS,
    basis: 'chosen',
  },
  'user-id-persists': {
    message: 'A customer who enables a skill anew keeps the userId; SkillDisabled says PERSISTED',
    source: 'notice sheet 3: at Amazon another userId comes, unless the skill sells consumables',
    basis: 'chosen',
  },
};
