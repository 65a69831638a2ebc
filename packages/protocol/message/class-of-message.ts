import { classOfProperty } from '../capability/capabilities.ts';
import { memberOf } from '../json/json-object.ts';
import type { AlexaEvent } from './alexa-event.ts';
import { isReply, kindOf } from './kind.ts';

/** What an event is promised on its way; see the glossary. */
export type MessageClass = 'level' | 'edge' | 'reply' | 'catalogue';

/**
 * The class of an event. Discovery reports are `catalogue`. Answers are `reply`, and so is an interface's own event
 * that carries a correlationToken. A ChangeReport is `level` when it states changes and all of them are of level
 * properties; whatever is left is `edge`.
 */
export function classOfMessage(message: AlexaEvent): MessageClass {
  const kind = kindOf(message) ?? 'Event';
  if (kind === 'AddOrUpdateReport' || kind === 'DeleteReport') {
    return 'catalogue';
  }
  if (kind === 'ChangeReport') {
    return statesOnlyLevels(message) ? 'level' : 'edge';
  }
  return isReply(kind) || message.event.header.correlationToken !== undefined ? 'reply' : 'edge';
}

function statesOnlyLevels(message: AlexaEvent): boolean {
  const properties = memberOf(memberOf(message.event.payload, 'change'), 'properties');
  return (
    Array.isArray(properties) &&
    properties.length > 0 &&
    properties.every(property => {
      const namespace = memberOf(property, 'namespace');
      const name = memberOf(property, 'name');
      return typeof namespace === 'string' && typeof name === 'string' && classOfProperty(namespace, name) === 'level';
    })
  );
}
