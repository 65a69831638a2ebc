/**
 * What an API key may be limited to. `read`: every `GET` but that of the sealing keys. `write`: endpoints, states, events,
 * late replies and notices. `directives`: what the forwarder sends. `operate`: what a person orders, grants and sealing keys
 * included.
 */
export type ApiScope = 'read' | 'write' | 'directives' | 'operate';

/** Every scope, in the order of the pages. */
export const API_SCOPES: readonly ApiScope[] = ['read', 'write', 'directives', 'operate'];
