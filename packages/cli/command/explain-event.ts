import { isJsonObject, type JsonObject, parseTimestamp } from '@gatehouse/protocol';

/** How an event stands, as the end of a sentence that begins with "It", or with the time at which it was settled, then "it". */
const ENDS: Readonly<Record<string, string>> = {
  pending: 'waits to be sent',
  parked: 'waits in a lane that is parked: a new grant, or "gatehouse resume", sends it on',
  delivered: 'was accepted by Alexa',
  coalesced: 'was not sent, because a newer report of the same endpoint says more',
  expired: 'was not sent in time, and is not worth sending any more',
  dead: 'was given up, as it will never be accepted as it is; mend the cause, then "gatehouse replay" sends it again',
  dropped: 'was given up by a person; "gatehouse replay" sends it again',
};

/** How a reply ended, which no order sends again: Alexa waits for it until its deadline alone. */
const REPLY_ENDS: Readonly<Record<string, string>> = {
  dead: 'was given up, as it will never be accepted as it is; the next answer needs the cause mended',
  dropped: 'was given up by a person; a reply is not sent again',
};

/** How a pending event stands whose lane waits for nothing. The relay tells of no event whether it is on its way just now. */
const MOVING = 'is being sent, or comes as soon as what stands before it has been';

/** How a coalesced event ended of which an attempt had left, by whether an answer to the last one came. */
const REPLACED = {
  unanswered: 'was sent and no answer came; a newer report of the same endpoint took its place and says more',
  refused: 'was sent and not accepted; a newer report of the same endpoint took its place and says more',
};

/** What is told of a customer without a grant: the relay has codes for it, and no remedy. */
const NO_LINK: readonly string[] = [
  'The lane is held: no grant of the customer is there',
  'What to do: let the customer enable the skill, and send its AcceptGrant to POST /v1/directives of the relay; the new grant sends on what is still worth sending',
];

interface Step {
  readonly at: string;
  readonly text: string;
}

/**
 * Tells what happened to an event of the relay's API in words: what it is, each step with its time, how it stands at
 * `now`, in milliseconds since the epoch.
 */
export function explainEvent(event: JsonObject, customer: JsonObject | undefined, now: number): string {
  const { id, kind, customer: owner, endpointId, class: eventClass, status, expiresAt, settledAt } = event;
  const how =
    (status === 'coalesced' && tellReplaced(event.attempts)) ||
    (status === 'pending' && isMoving(customer, now) && MOVING) ||
    tellEnd(String(status), eventClass);
  const about = endpointId === undefined ? '' : ` about ${endpointId}`;
  const steps = [...listOf(event.attempts).map(tellAttempt), ...listOf(event.decisions).map(tellDecision)];
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [
    `${id} is ${/^[AEIOU]/.test(String(kind)) ? 'an' : 'a'} ${kind}${about} of customer ${owner}, class ${eventClass}`,
    ...steps.map(({ at, text }) => `  ${at}  ${text}`),
    ...(isWaiting(status) && expiresAt !== undefined ? [`It is worth sending until ${expiresAt}`] : []),
    settledAt === undefined ? `It ${how}` : `At ${settledAt} it ${how}`,
    ...tellLink(status, customer, now),
    '',
  ].join('\n');
}

function tellEnd(status: string, eventClass: unknown): string {
  return (eventClass === 'reply' ? REPLY_ENDS[status] : undefined) ?? ENDS[status] ?? `is ${status}`;
}

function tellReplaced(attempts: unknown): string | undefined {
  const last = listOf(attempts)
    .toSorted((a, b) => (String(a.at) < String(b.at) ? -1 : 1))
    .at(-1);
  return last && (last.status === undefined ? REPLACED.unanswered : REPLACED.refused);
}

function tellAttempt({ at, region, status, code, tookMs, outcome }: JsonObject): Step {
  const said = status === undefined ? 'no answer' : `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
  return { at: String(at), text: `sent to ${region}: ${said} after ${tookMs} ms, which means ${outcome}` };
}

function tellDecision({ at, what, why }: JsonObject): Step {
  return { at: String(at), text: `${what}: ${why}` };
}

function isWaiting(status: unknown): boolean {
  return status === 'pending' || status === 'parked';
}

function isMoving(customer: JsonObject | undefined, now: number): boolean {
  const lane = customer?.lane;
  return isJsonObject(lane) && lane.state === 'due' && lane.reason === undefined && !isAhead(lane, now);
}

/** Whether the lane is not due before a time to come. */
function isAhead({ state, dueAt }: JsonObject, now: number): boolean {
  return state === 'due' && typeof dueAt === 'string' && (parseTimestamp(dueAt) ?? now) > now;
}

/** Why nothing moves, while the event still waits. */
function tellLink(status: unknown, customer: JsonObject | undefined, now: number): string[] {
  if (!isWaiting(status)) return [];
  const [link, lane] = [customer?.link, customer?.lane].map(one => (isJsonObject(one) ? one : {}));
  if (link?.state === 'none') return [...NO_LINK];
  return [
    ...(lane === undefined ? [] : tellLane(lane, now)),
    ...(link === undefined || link.state === 'active' ? [] : [`The link is ${link.state}${sentence(link.reason)}`]),
    ...(link?.remedy === undefined ? [] : [`What to do: ${link.remedy}`]),
  ];
}

/** A lane that waits for a time says until when, which is more than that it is due. */
function tellLane(lane: JsonObject, now: number): string[] {
  const { state, reason, dueAt } = lane;
  if (reason === undefined) return isAhead(lane, now) ? [`The lane sends from ${dueAt} on`] : [];
  return [
    `The lane ${state === 'due' && dueAt !== undefined ? `is tried again at ${dueAt}` : `is ${state}`}: ${reason}`,
  ];
}

function sentence(reason: unknown): string {
  return reason === undefined ? '' : `: ${reason}`;
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
