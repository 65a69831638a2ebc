import { newestState } from '../merge/newest-state.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import type { StateProperty } from '../message/state-property.ts';
import { createHeader } from './header.ts';

/** What every answer about an endpoint says: which directive it answers, for which endpoint. */
export interface ReplyParts {
  readonly messageId: string;
  readonly correlationToken?: string | undefined;
  readonly endpointId: string;
}

/** A Response without scope, with the state after the directive: of each property the newest sample. Source: fact sheet 2. */
export function response(
  parts: ReplyParts & {
    readonly properties: readonly StateProperty[];
    readonly payload?: Readonly<Record<string, unknown>>;
  },
): AlexaEvent {
  return {
    context: { properties: newestState(parts.properties) },
    event: {
      header: createHeader(['Alexa', 'Response'], parts),
      endpoint: { endpointId: parts.endpointId },
      payload: parts.payload ?? {},
    },
  };
}

/** A StateReport without scope, with all retrievable properties: of each the newest sample. Source: fact sheet 2. */
export function stateReport(parts: ReplyParts & { readonly properties: readonly StateProperty[] }): AlexaEvent {
  return {
    context: { properties: newestState(parts.properties) },
    event: {
      header: createHeader(['Alexa', 'StateReport'], parts),
      endpoint: { endpointId: parts.endpointId },
      payload: {},
    },
  };
}

/**
 * An ErrorResponse without scope. `namespace` is `Alexa` unless the error is an interface's own, `extra` are the
 * members that some types have beside `type` and `message`. Of the documented errors `documentedError` checks type and
 * members. Source: fact sheet 5.
 */
export function errorResponse(
  parts: Omit<ReplyParts, 'endpointId'> & {
    readonly endpointId?: string | undefined;
    readonly type: string;
    readonly message: string;
    readonly namespace?: string;
    readonly payloadVersion?: string;
    readonly extra?: Readonly<Record<string, unknown>>;
  },
): AlexaEvent {
  return {
    event: {
      header: createHeader([parts.namespace ?? 'Alexa', 'ErrorResponse'], parts),
      ...(parts.endpointId === undefined ? {} : { endpoint: { endpointId: parts.endpointId } }),
      payload: { type: parts.type, message: parts.message, ...parts.extra },
    },
  };
}

/**
 * The direct answer that announces a later one. The estimate, in seconds, lengthens the deadline of interfaces that
 * may exceed 8 s. Source: fact sheet 2 and 2.3.
 */
export function deferredResponse(parts: {
  readonly messageId: string;
  readonly correlationToken?: string | undefined;
  readonly estimatedDeferralInSeconds?: number | undefined;
}): AlexaEvent {
  const { estimatedDeferralInSeconds } = parts;
  return {
    event: {
      header: createHeader(['Alexa', 'DeferredResponse'], parts),
      payload: estimatedDeferralInSeconds === undefined ? {} : { estimatedDeferralInSeconds },
    },
  };
}
