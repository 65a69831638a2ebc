/** Every {@link ApiScope}, in the order of the pages. */
export const API_SCOPES = ['read', 'write', 'directives', 'operate'] as const;

/**
 * What an API key may be limited to. `read`: every `GET` but that of the sealing keys. `write`: endpoints, states, events,
 * late replies and notices. `directives`: what the forwarder sends. `operate`: what a person orders, grants and sealing keys
 * included.
 */
export type ApiScope = (typeof API_SCOPES)[number];
