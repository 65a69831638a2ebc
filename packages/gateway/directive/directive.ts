import type { Secret } from '@gatehouse/client/platform';
import { capabilityOf, type Header, isJsonObject } from '@gatehouse/protocol';

/** Which directive to send: the body of `POST /_gatehouse/directives` without skill and customer. */
export interface DirectiveSpec {
  readonly endpointId?: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** A directive as the skill receives it. */
export interface OutgoingDirective {
  readonly directive: {
    readonly header: Header;
    readonly endpoint?: {
      readonly scope?: { readonly type: 'BearerToken'; readonly token: string };
      readonly endpointId: string;
      readonly cookie: Readonly<Record<string, unknown>>;
    };
    readonly payload: Readonly<Record<string, unknown>>;
  };
}

/** What a directive holds beside what was asked for. */
export interface DirectiveParts {
  readonly messageId: string;
  readonly correlationToken: string;
  /** The customer's access token for the skill's own cloud. */
  readonly granteeToken?: Secret;
  /** The endpoint's cookie as discovery gave it; anything but an object counts as empty. */
  readonly cookie?: unknown;
}

/** Directives about the account rather than an endpoint carry no correlationToken. Source: fact sheet 1.1 and 2.2. */
const UNCORRELATED: ReadonlySet<string> = new Set(['Alexa.Authorization', 'Alexa.Discovery']);

/** Composes a directive as Alexa sends it. The token in it is in clear: it goes to the skill and nowhere else. */
export function createDirective(spec: DirectiveSpec, parts: DirectiveParts): OutgoingDirective {
  const { namespace, name, instance, endpointId } = spec;
  const { messageId, correlationToken } = parts;
  const header: Header = {
    namespace,
    name,
    messageId,
    payloadVersion: capabilityOf(namespace)?.payloadVersion ?? '3',
    ...(!UNCORRELATED.has(namespace) && { correlationToken }),
    ...(instance !== undefined && { instance }),
  };
  const endpoint = endpointId === undefined ? undefined : createEndpoint(endpointId, parts);
  return { directive: { header, ...(endpoint && { endpoint }), payload: spec.payload ?? {} } };
}

function createEndpoint(endpointId: string, parts: DirectiveParts): OutgoingDirective['directive']['endpoint'] {
  const token = parts.granteeToken?.reveal();
  return {
    ...(token !== undefined && { scope: { type: 'BearerToken', token } }),
    endpointId,
    cookie: isJsonObject(parts.cookie) ? parts.cookie : {},
  };
}
