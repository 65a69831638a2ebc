import {
  type AlexaEvent,
  isJsonObject,
  isPostable,
  kindOf,
  type Problem,
  type RegisteredEndpoints,
  ruleOf,
  textAt,
  validateEvent,
  validateRegistered,
} from '@gatehouse/protocol';
import { judgeMessageTimes } from './judge-sample-times.ts';

/** What a raw event turned out to be: a message without scope that may be sent, or the reasons why it may not. */
export type RawEventVerdict =
  | { readonly type: 'valid'; readonly message: AlexaEvent }
  | { readonly type: 'invalid'; readonly problems: readonly [Problem, ...Problem[]] };

/** The most that one event may measure, in bytes of JSON; what Alexa takes (fact sheet 4, AddOrUpdateReport payload). */
const MAX_EVENT_BYTES = 256 * 1024;

/**
 * Judges an event that somebody made whole, in strict mode. It needs neither scope nor messageId: a scope that it
 * brings is dropped, because the relay sends the customer's own token, and a messageId is made. An event of a registered
 * endpoint must keep to its registration; who brings whole events need not register, so that any other endpoint is
 * taken as it is.
 *
 * @param options `newMessageId` makes a messageId for an event that has none; samples after `latest`, in milliseconds
 *   since the epoch, are refused; `registered` gives the registration of an endpoint, undefined for none
 */
export function judgeRawEvent(
  value: unknown,
  options: { readonly newMessageId: () => string; readonly latest: number; readonly registered: RegisteredEndpoints },
): RawEventVerdict {
  const message = completeEvent(value, options.newMessageId);
  const problems = [
    ...validateEvent(message, { posted: false }),
    ...judgeRegistration(message, options.registered),
    ...judgePosting(message),
    ...judgeMessageTimes(message, options.latest),
  ];
  const [error, ...more] = problems.filter(problem => problem.severity === 'error');
  if (error !== undefined) return { type: 'invalid', problems: [error, ...more] };
  return { type: 'valid', message: message as AlexaEvent };
}

function completeEvent(value: unknown, newMessageId: () => string): unknown {
  if (!isJsonObject(value) || !isJsonObject(value.event)) return value;
  const { header, endpoint, payload, ...event } = value.event;
  return {
    ...value,
    event: {
      ...event,
      ...(header === undefined ? {} : { header: withMessageId(header, newMessageId) }),
      ...(endpoint === undefined ? {} : { endpoint: withoutScope(endpoint) }),
      ...(payload === undefined ? {} : { payload: withoutScope(payload) }),
    },
  };
}

function withMessageId(header: unknown, newMessageId: () => string): unknown {
  if (!isJsonObject(header) || header.messageId !== undefined) return header;
  return { ...header, messageId: newMessageId() };
}

function withoutScope(holder: unknown): unknown {
  if (!isJsonObject(holder)) return holder;
  const { scope: _scope, ...rest } = holder;
  return rest;
}

function judgeRegistration(message: unknown, registered: RegisteredEndpoints): Problem[] {
  const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']);
  const description = endpointId === undefined ? undefined : registered(endpointId);
  return description === undefined ? [] : validateRegistered(message, { registered: () => description });
}

function judgePosting(message: unknown): Problem[] {
  const kind = kindOf(message);
  if (kind !== undefined && !isPostable(kind)) {
    const { code, source } = ruleOf('kind-not-postable');
    const text = `${kind} is only ever the direct answer to a directive; it cannot be sent as an event`;
    return [
      { code, pointer: '/event/header/name', message: text, rule: 'kind-not-postable', source, severity: 'error' },
    ];
  }
  if (!isJsonObject(message) || Buffer.byteLength(JSON.stringify(message)) <= MAX_EVENT_BYTES) return [];
  const text = `The event is larger than ${MAX_EVENT_BYTES} bytes; send it in smaller parts`;
  const source = 'fact sheet 4, AddOrUpdateReport payload';
  return [{ code: 'too-large', pointer: '', message: text, rule: 'relay-event-size', source, severity: 'error' }];
}
