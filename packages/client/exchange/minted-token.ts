import type { Secret } from '../platform/secret.ts';

const minted = /^(?:Atz[ar]\|)?GATEHOUSE-/;
const amazonHost = /(?:^|\.)(?:amazonalexa\.com|amazon\.(?:com|co\.uk|co\.jp))$/;

/**
 * Whether a token or code that a Gatehouse gateway minted is about to go to Amazon. Nothing good can come of it: the
 * client refuses without sending and answers what Amazon would have.
 */
export function isMintedForElsewhere(token: Secret, url: URL): boolean {
  return amazonHost.test(url.hostname) && minted.test(token.reveal());
}
