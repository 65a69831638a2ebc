import type { Effect } from '../effect/effect.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { Reason } from '../journal/reason.ts';

/** Longer values are cut, in characters. */
const LONGEST_VALUE = 120;

/** The lines that tell people what a request was, what it was answered and what came of it; they hold no secret. */
export function describeEntry(entry: JournalEntry): string[] {
  return [describeRequest(entry), ...entry.effects.map(effect => `  effect: ${describeEffect(effect)}`), ...why(entry)];
}

/** One line of what a request was and what it was answered. */
export function describeRequest(entry: JournalEntry): string {
  const { id, status, code, verdict, kind, path, endpointId, messageId, userId, region } = entry;
  const answer = code === undefined ? `${status} ${verdict}` : `${status} ${code}`;
  const what = kind === undefined ? path : `${kind}${endpointId === undefined ? '' : ` of ${endpointId}`}`;
  const who = userId === undefined ? '' : ` for ${userId}`;
  const named = messageId === undefined ? '' : `, messageId ${showValue(messageId)}`;
  return `${id}: ${answer}, ${what}${who} in ${region}${named}`;
}

/** An effect in a few words. */
export function describeEffect(effect: Effect): string {
  if (effect.type === 'state') {
    const instance = effect.instance === undefined ? '' : ` (${effect.instance})`;
    return `state ${effect.namespace} ${effect.name}${instance} of ${effect.endpointId} = ${showValue(effect.value)}`;
  }
  const { type, ...members } = effect;
  const parts = Object.entries(members).map(([name, value]) => `${name} ${showValue(value)}`);
  return [type, ...parts].join(' ');
}

/** A reason with the place in the message, the rule and where that is written. */
export function describeReason({ code, message, pointer, rule, source, basis }: Reason): string {
  const at = pointer === undefined ? '' : ` (at ${pointer === '' ? 'the whole body' : pointer})`;
  return `${code}: ${message}${at}; rule ${rule}, ${basis}: ${source}`;
}

/** A value as JSON, cut when it is long. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

function why({ path, verdict, reason, ignored = [], effects }: JournalEntry): string[] {
  if (verdict !== 'accepted') return reason === undefined ? [] : [`  refused, because ${describeReason(reason)}`];
  const reasons = ignored.length > 0 ? ignored : reason === undefined ? [] : [reason];
  const lines = reasons.map(each => `  no effect, because ${describeReason(each)}`);
  const isIdle = path === '/v3/events' && lines.length === 0 && effects.length === 0;
  return isIdle ? ['  no effect'] : lines;
}
