import { countMembers } from '../form/count-members.ts';
import type { JsonObject } from '../json/json-object.ts';
import { causes } from '../message/cause.ts';
import { isLikeUuid } from './is-like-uuid.ts';
import { createLetters, hasOnlyLetters } from './letters.ts';
import { areSoundProperties } from './sound-properties.ts';

const messageIdLetters = createLetters('a-zA-Z0-9\\-');
const endpointIdLetters = createLetters('a-zA-Z0-9 _\\-=#;:?@&');

/**
 * Whether no rule has anything to say about an event, decided quickly for what nearly all traffic is: ChangeReport,
 * Response and StateReport with known properties. It looks at each member once and makes nothing. False says nothing:
 * then the judges look, and say what is wrong if anything is.
 */
export function isSoundEvent(value: JsonObject, posted: boolean): boolean {
  const { event, context } = value;
  if (!isObject(event) || countMembers(value) !== (context === undefined ? 1 : 2)) {
    return false;
  }
  const { header, endpoint, payload } = event;
  if (!isObject(payload) || !isObject(header) || !isObject(endpoint) || countMembers(event) !== 3) {
    return false;
  }
  if (header.namespace !== 'Alexa' || !hasSoundIds(header) || !isSoundEndpoint(endpoint, posted)) {
    return false;
  }
  switch (header.name) {
    case 'ChangeReport':
      return countMembers(header) === 4 && countMembers(payload) === 1 && isSoundChange(payload.change, context);
    case 'Response':
    case 'StateReport':
      return isSoundAnswer(header, context) && countMembers(payload) === 0;
    default:
      return false;
  }
}

function hasSoundIds(header: JsonObject): boolean {
  const { payloadVersion, messageId } = header;
  return (
    payloadVersion === '3' &&
    typeof messageId === 'string' &&
    (isLikeUuid(messageId) || hasOnlyLetters(messageId, messageIdLetters, 127))
  );
}

function isSoundEndpoint(endpoint: JsonObject, posted: boolean): boolean {
  const { endpointId, scope } = endpoint;
  if (typeof endpointId !== 'string' || !hasOnlyLetters(endpointId, endpointIdLetters, 256)) {
    return false;
  }
  if (scope === undefined) {
    return !posted && countMembers(endpoint) === 1;
  }
  return countMembers(endpoint) === 2 && isObject(scope) && isSoundScope(scope);
}

function isSoundScope(scope: JsonObject): boolean {
  const { type, token } = scope;
  if (type !== 'BearerToken' || typeof token !== 'string') {
    return false;
  }
  const first = token.charCodeAt(0);
  return first > 32 && first < 127 && countMembers(scope) === 2;
}

function isSoundChange(change: unknown, context: unknown): boolean {
  if (!isObject(change) || countMembers(change) !== 2) {
    return false;
  }
  const { cause, properties } = change;
  return (
    isObject(cause) &&
    isDocumentedCause(cause.type) &&
    countMembers(cause) === 1 &&
    areSoundProperties(properties, statesOf(context))
  );
}

function isSoundAnswer(header: JsonObject, context: unknown): boolean {
  const { correlationToken } = header;
  return (
    typeof correlationToken === 'string' &&
    correlationToken !== '' &&
    countMembers(header) === 5 &&
    areSoundProperties(statesOf(context), none)
  );
}

/** The properties of a context; none without a context, undefined when it is not plainly one. */
function statesOf(context: unknown): unknown {
  if (context === undefined) {
    return none;
  }
  return isObject(context) && countMembers(context) === 1 ? context.properties : undefined;
}

const none: readonly unknown[] = [];

function isDocumentedCause(type: unknown): boolean {
  for (let index = 0; index < causes.length; index += 1) {
    if (causes[index] === type) {
      return true;
    }
  }
  return false;
}

/** Whether members can be asked for; an array is told apart when they are counted. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
