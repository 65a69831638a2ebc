import type { JournalLine } from './gateway-api.ts';

type Effect = JournalLine['effects'][number];

const words: Readonly<Record<string, (effect: Effect) => string>> = {
  state: effect => `${effect.name} of ${effect.endpointId} is ${show(effect.value)}`,
  reply: effect => `the waiting directive got its answer${effect.error ? `: ${show(effect.error)}` : ''}`,
  catalogue: effect => {
    const parts = [
      ['added', effect.added],
      ['updated', effect.updated],
      ['removed', effect.removed],
    ] as const;
    return parts
      .filter(([, ids]) => Array.isArray(ids) && ids.length > 0)
      .map(([what, ids]) => `${what} ${(ids as readonly string[]).join(', ')}`)
      .join('; ');
  },
  doorbell: effect => `${effect.friendlyName} is announced`,
  'simple-event': effect => `${effect.id} of ${effect.endpointId} can start routines`,
  routine: effect => `routine ${effect.name ?? effect.routineId} starts`,
};

/**
 * Says in words what an accepted event did, or why it did nothing. Of a report's properties only those are told
 * that changed something. Of a directive it says what the skill answered, and what that did.
 */
export function encodeEffectWords(entry: JournalLine): string {
  const { exchange } = entry;
  if (exchange === undefined) return encodeEffects(entry);
  if (exchange.reply === undefined) return `directive without answer: ${entry.reason?.message ?? 'nothing arrived'}`;
  const error = exchange.error === undefined ? '' : ` ${exchange.error}`;
  const answer = `directive answered with ${exchange.reply}${error}${exchange.deferred ? ', deferred' : ''}`;
  const told = entry.effects.length > 0 || entry.reason !== undefined ? `: ${encodeEffects(entry)}` : '';
  return `${answer}, after ${exchange.tookMs} ms${told}`;
}

function encodeEffects(entry: JournalLine): string {
  const told = entry.effects.filter(effect => effect.type !== 'state' || effect.changed !== false);
  const sentences = told.map(effect => words[effect.type]?.(effect) ?? effect.type);
  if (sentences.length > 0) return [...new Set(sentences)].join(', ');
  if (entry.reason !== undefined) return `no effect: ${entry.reason.message}`;
  return entry.effects.length > 0 ? 'nothing new' : 'no effect';
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  const { value: inner, scale } = (value ?? {}) as { value?: unknown; scale?: unknown };
  if (inner !== undefined) return scale === undefined ? String(inner) : `${inner} ${scale}`;
  return JSON.stringify(value);
}
