import { type AlexaEvent, isJsonObject, kindOf, memberOf } from '@gatehouse/protocol';
import type { PostAnswer } from './post-json.ts';

/** What the device cloud's answer to a control directive means; `reason` is for the log and for Alexa. */
export type HandlerVerdict =
  | { readonly type: 'reply'; readonly event: AlexaEvent }
  | {
      readonly type: 'failed';
      readonly error: 'ENDPOINT_UNREACHABLE' | 'INTERNAL_ERROR';
      readonly reason: string;
    };

/**
 * Judges what the handler answered. An event of any kind is the reply, DeferredResponse and ErrorResponse included.
 * No answer leaves the endpoint unreachable; any other answer is the handler's fault.
 */
export function judgeHandlerAnswer(answer: PostAnswer): HandlerVerdict {
  if (answer.type === 'unanswered') {
    const reason = `The device cloud gave no answer: ${answer.reason}`;
    return { type: 'failed', error: 'ENDPOINT_UNREACHABLE', reason };
  }
  if (answer.status === 401 || answer.status === 403) {
    const refused = `The device cloud refused the relay with HTTP status ${answer.status}`;
    return failed(`${refused}; the key that it asks for belongs into relay.handlerKey`);
  }
  if (answer.status < 200 || answer.status > 299) {
    return failed(`The device cloud answered with HTTP status ${answer.status}; allowed is 200 with an event`);
  }
  const body = parseBody(answer.text);
  if (body === undefined)
    return failed('The device cloud answered with something that is not JSON; allowed is an event');
  return isEvent(body)
    ? { type: 'reply', event: body }
    : failed('The device cloud answered with JSON that is no event; needed are event.header and event.payload');
}

function failed(reason: string): HandlerVerdict {
  return { type: 'failed', error: 'INTERNAL_ERROR', reason };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is AlexaEvent {
  const event = memberOf(value, 'event');
  return (
    kindOf({ event }) !== undefined &&
    isJsonObject(memberOf(event, 'header')) &&
    isJsonObject(memberOf(event, 'payload'))
  );
}
