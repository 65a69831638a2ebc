import type { AcceptGrant } from '../message/accept-grant.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { createHeader } from './header.ts';

/**
 * The AcceptGrant directive: `code` is to be exchanged at the token endpoint, `granteeToken` names the customer to the
 * device cloud. Source: fact sheet 2.2.
 */
export function acceptGrant(parts: {
  readonly messageId: string;
  readonly code: string;
  readonly granteeToken: string;
}): AcceptGrant {
  return {
    directive: {
      header: createHeader(['Alexa.Authorization', 'AcceptGrant'], { messageId: parts.messageId }),
      payload: {
        grant: { type: 'OAuth2.AuthorizationCode', code: parts.code },
        grantee: { type: 'BearerToken', token: parts.granteeToken },
      },
    },
  };
}

/** The answer after the code was exchanged. Source: fact sheet 2 and 2.2. */
export function acceptGrantResponse(parts: { readonly messageId: string }): AlexaEvent {
  const header = createHeader(['Alexa.Authorization', 'AcceptGrant.Response'], { messageId: parts.messageId });
  return { event: { header, payload: {} } };
}

/** The answer when the code could not be exchanged. Source: fact sheet 2 and 2.2. */
export function acceptGrantError(parts: { readonly messageId: string; readonly message: string }): AlexaEvent {
  const header = createHeader(['Alexa.Authorization', 'ErrorResponse'], { messageId: parts.messageId });
  return { event: { header, payload: { type: 'ACCEPT_GRANT_FAILED', message: parts.message } } };
}
