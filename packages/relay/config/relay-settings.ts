/** One value of the configuration that an environment variable can give. */
export interface Setting {
  /** The variable's name; a secret is also read from the file that `<name>_FILE` names. */
  readonly variable: string;
  /** Where the value belongs in the section `relay`. */
  readonly path: readonly string[];
  /** How the variable's text is read, JSON that may be a text where it begins with a brace; of a kept secret the name of its file is kept, too, to read it anew. */
  readonly form: 'text' | 'integer' | 'json' | 'text-or-json' | 'secret' | 'kept-secret';
}

/** Every environment variable that the relay reads; each wins over the same value in the file. */
export const relaySettings: readonly Setting[] = [
  { variable: 'GATEHOUSE_NA_URL', path: ['regions', 'NA'], form: 'text' },
  { variable: 'GATEHOUSE_EU_URL', path: ['regions', 'EU'], form: 'text' },
  { variable: 'GATEHOUSE_FE_URL', path: ['regions', 'FE'], form: 'text' },
  { variable: 'GATEHOUSE_TOKEN_URL', path: ['tokenUrl'], form: 'text' },
  { variable: 'GATEHOUSE_SKILL_ID', path: ['skill', 'skillId'], form: 'text' },
  { variable: 'GATEHOUSE_CLIENT_ID', path: ['skill', 'clientId'], form: 'text' },
  { variable: 'GATEHOUSE_CLIENT_SECRET', path: ['skill', 'clientSecret'], form: 'secret' },
  { variable: 'GATEHOUSE_RELAY_NOTICES', path: ['notices'], form: 'json' },
  { variable: 'GATEHOUSE_NOTICE_CLIENT_ID', path: ['notices', 'clientId'], form: 'text' },
  { variable: 'GATEHOUSE_NOTICE_CLIENT_SECRET', path: ['notices', 'clientSecret'], form: 'secret' },
  { variable: 'GATEHOUSE_RELAY_KEYS', path: ['keys'], form: 'kept-secret' },
  { variable: 'GATEHOUSE_RELAY_SEALING', path: ['sealing'], form: 'text' },
  { variable: 'GATEHOUSE_RELAY_CUSTOMER', path: ['customer'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_CUSTOMER_SECRET', path: ['customer', 'clientSecret'], form: 'secret' },
  { variable: 'GATEHOUSE_RELAY_GRANTS', path: ['grants'], form: 'json' },
  { variable: 'GATEHOUSE_HANDLER_URL', path: ['handlerUrl'], form: 'text' },
  { variable: 'GATEHOUSE_HANDLER_KEY', path: ['handlerKey'], form: 'secret' },
  { variable: 'GATEHOUSE_HANDLER_TIMEOUT_MS', path: ['handlerTimeoutMs'], form: 'integer' },
  { variable: 'GATEHOUSE_RELAY_SAMPLE_AHEAD_MS', path: ['sampleAheadMs'], form: 'integer' },
  { variable: 'GATEHOUSE_RELAY_STORE', path: ['store'], form: 'text-or-json' },
  { variable: 'GATEHOUSE_RELAY_HOST', path: ['host'], form: 'text' },
  { variable: 'GATEHOUSE_RELAY_PORT', path: ['port'], form: 'integer' },
  { variable: 'GATEHOUSE_RELAY_API_KEY', path: ['apiKey'], form: 'secret' },
  { variable: 'GATEHOUSE_RELAY_API_KEYS', path: ['apiKeys'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_TTL', path: ['ttl'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_DELIVERY', path: ['delivery'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_DEFERRAL', path: ['deferral'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_CONVERGENCE', path: ['convergence'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_BACKLOG', path: ['backlog'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_RETENTION', path: ['retention'], form: 'json' },
  { variable: 'GATEHOUSE_RELAY_REGION', path: ['delivery', 'region'], form: 'text' },
];

/** The variables that can give a value: its own and, of a secret, the one that names a file. */
export function variablesOf({ variable, form }: Setting): readonly string[] {
  return form === 'secret' || form === 'kept-secret' ? [variable, `${variable}_FILE`] : [variable];
}
