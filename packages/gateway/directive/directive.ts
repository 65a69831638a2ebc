import type { Header } from '@gatehouse/protocol';

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
