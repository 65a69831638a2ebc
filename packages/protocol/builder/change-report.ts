import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause } from '../message/cause.ts';
import type { StateProperty } from '../message/state-property.ts';
import { createHeader } from './header.ts';

/** What a change report says: the properties that changed, and those that did not, each with its own time. */
export interface ChangeReportParts {
  readonly messageId: string;
  readonly endpointId: string;
  readonly cause: Cause | (string & {});
  readonly changed: readonly StateProperty[];
  readonly unchanged?: readonly StateProperty[];
}

/** A ChangeReport without scope. Source: fact sheet 2.1. */
export function changeReport(parts: ChangeReportParts): AlexaEvent {
  return {
    context: { properties: [...(parts.unchanged ?? [])] },
    event: {
      header: createHeader(['Alexa', 'ChangeReport'], { messageId: parts.messageId }),
      endpoint: { endpointId: parts.endpointId },
      payload: { change: { cause: { type: parts.cause }, properties: [...parts.changed] } },
    },
  };
}
