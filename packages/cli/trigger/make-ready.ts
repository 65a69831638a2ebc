import {
  type AlexaEvent,
  attributeNameOf,
  GatehouseError,
  type NoticeContent,
  nearestNames,
  type Problem,
  validateEvent,
  withScopeToken,
} from '@gatehouse/protocol';
import type { ReadyEvent, ReadyMessage, ReadyMoment, ReadyNotice } from './ready-event.ts';
import { readyMessages } from './ready-messages.ts';
import { readyNotices } from './ready-notices.ts';
import { checkPlace, listPlaces, readAs, readPlace, type Setting, setPlace } from './set-place.ts';

/** Everything that can be triggered, notices first. */
export const readyEvents: readonly ReadyEvent[] = [...readyNotices, ...readyMessages];

/**
 * The ready-made event of a name.
 *
 * @throws GatehouseError `wrong-usage`, with the names that are like it
 */
export function findReady(name: string): ReadyEvent {
  const found = readyEvents.find(ready => ready.name === name);
  if (found !== undefined) return found;
  const near = nearestNames(
    name,
    readyEvents.map(ready => ready.name),
  );
  const meant = near.length === 0 ? '' : `; ${near.join(', ')} may be meant`;
  const message = `There is no event "${name}" to trigger${meant}; gatehouse trigger --list names all`;
  throw new GatehouseError('wrong-usage', message);
}

/** The paths that `--set` takes for an event. */
export function listSettable(ready: ReadyEvent, moment: ReadyMoment): string[] {
  if (ready.type === 'message') return [...Object.keys(ready.places), ...listPlaces(ready.create(moment))];
  return [...new Set([...listPlaces(ready.create(moment).event.payload), ...(ready.more ?? [])])];
}

/**
 * A notice with other values: at a place of the payload, or, where that refers to a text, as this text in every locale.
 * Whether the values are good is for `validateNotice` to say.
 */
export function makeNotice(
  ready: ReadyNotice,
  { settings, moment }: { settings: readonly Setting[]; moment: ReadyMoment },
): NoticeContent {
  const allowed = listSettable(ready, moment);
  let { event, localizedAttributes } = ready.create(moment);
  for (const { path, text } of settings) {
    checkPlace(path, { name: ready.name, allowed });
    const before = readPlace(event.payload, path);
    const attribute = typeof before === 'string' ? attributeNameOf(before) : undefined;
    if (attribute !== undefined) {
      localizedAttributes = localizedAttributes.map(texts => ({ ...texts, [attribute]: text }));
    } else {
      const payload = setPlace(event.payload, path, readAs(before, text));
      event = { ...event, payload } as NoticeContent['event'];
    }
  }
  return { event, localizedAttributes };
}

/** An event of the smart home, without scope, with other values at short or whole paths. */
export function makeMessage(
  ready: ReadyMessage,
  { settings, moment }: { settings: readonly Setting[]; moment: ReadyMoment },
): AlexaEvent {
  const allowed = listSettable(ready, moment);
  return settings.reduce<AlexaEvent>((message, { path, text }) => {
    checkPlace(path, { name: ready.name, allowed });
    const place = Object.hasOwn(ready.places, path) ? (ready.places[path] ?? path) : path;
    return setPlace(message, place, readAs(readPlace(message, place), text)) as AlexaEvent;
  }, ready.create(moment));
}

/** What is wrong with a message that gets its scope from whoever sends it. */
export function judgeMessage(message: AlexaEvent): Problem[] {
  return validateEvent(withScopeToken(message, 'scope'), { posted: true }).filter(
    ({ severity }) => severity === 'error',
  );
}
