import type { GatewayErrorCode } from '@gatehouse/protocol';

/**
 * By which edition of Amazon's documents errors are worded: `current`, the send-events reference; or `2019`, the page
 * that it replaced, which knows neither SKILL_NEVER_ENABLED_EXCEPTION nor ACCOUNT_NOT_FOUND_EXCEPTION (fact sheet 12,
 * rows 8 to 10).
 */
export type Profile = 'current' | '2019';

/** The code that stands for a documented one where the profile has another: 403 of the 2019 edition. */
export function codeInProfile(code: GatewayErrorCode, profile: Profile): GatewayErrorCode {
  return profile === '2019' && code === 'SKILL_NEVER_ENABLED_EXCEPTION' ? 'SKILL_DISABLED_EXCEPTION' : code;
}
