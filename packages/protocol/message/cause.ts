/** Why a property changed, as the documents list it. Source: fact sheet 2.1, cause.type. */
export type Cause = 'APP_INTERACTION' | 'PERIODIC_POLL' | 'PHYSICAL_INTERACTION' | 'RULE_TRIGGER' | 'VOICE_INTERACTION';

/** The documented causes. */
export const causes: readonly Cause[] = [
  'APP_INTERACTION',
  'PERIODIC_POLL',
  'PHYSICAL_INTERACTION',
  'RULE_TRIGGER',
  'VOICE_INTERACTION',
];

/** Why a property changed, as only the official schema has it. Source: fact sheet 2.1, extra schema members. */
export type UndocumentedCause = 'ALEXA_INTERACTION' | 'INVALID_CREDENTIALS' | 'SUBSCRIPTION_EXPIRED';

/** Causes that only the official schema has, for change reports and scenes. Source: fact sheet 2.1, extra schema members. */
export const undocumentedCauses: readonly UndocumentedCause[] = [
  'ALEXA_INTERACTION',
  'INVALID_CREDENTIALS',
  'SUBSCRIPTION_EXPIRED',
];
