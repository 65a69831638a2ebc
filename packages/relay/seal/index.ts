/**
 * Sealing keys and the seals of a relay's grants, for whoever looks after keys from outside of a relay.
 */
export { Keyring, type KeyringOptions } from './keyring.ts';
export {
  countSeals,
  isUnfinished,
  type ResealEnd,
  type ResealProgress,
  resealAll,
  type SealAccess,
  type SealCount,
} from './reseal-all.ts';
export { type GrantRange, listSeals, type ResealResult, resealGrants, type SealView } from './reseal-grants.ts';
export {
  addSealingKey,
  encodeSealingKeys,
  KEY_BYTES,
  parseSealingKeys,
  type SealingKey,
  type SealingKeys,
} from './sealing-keys.ts';
