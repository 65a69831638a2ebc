import type { Header } from '../message/header.ts';

/** What a header says apart from its namespace and name. `payloadVersion` is `3` unless given. */
export interface HeaderParts {
  readonly messageId: string;
  readonly payloadVersion?: string;
  readonly correlationToken?: string | undefined;
  readonly instance?: string | undefined;
}

/** A header from the full name of its message (`Alexa.Discovery`, `Discover.Response`) and the rest. */
export function createHeader(message: readonly [namespace: string, name: string], parts: HeaderParts): Header {
  const [namespace, name] = message;
  return {
    namespace,
    name,
    ...(parts.instance === undefined ? {} : { instance: parts.instance }),
    messageId: parts.messageId,
    ...(parts.correlationToken === undefined ? {} : { correlationToken: parts.correlationToken }),
    payloadVersion: parts.payloadVersion ?? '3',
  };
}
