/** A variable of the environment that cannot be used; the message says which and what is allowed. */
export class SettingsError extends Error {}

/** Reads what the program is told by its environment. Throws `SettingsError`. */
export function readSettings({ RELAY_URL, RELAY_API_KEY, HANDLER_KEY, CLOUD_PORT = '8080', CLOUD_REGION = 'NA' }) {
  if (!RELAY_URL) throw new SettingsError("Set RELAY_URL to the relay's address, such as http://127.0.0.1:4500");
  const relayUrl = URL.parse(RELAY_URL);
  if (relayUrl === null || !/^https?:$/.test(relayUrl.protocol) || /[@?#]/.test(RELAY_URL)) {
    // What stands before an @ may be a password.
    const found = RELAY_URL.includes('@') ? 'has an @ in it' : `is ${RELAY_URL}`;
    throw new SettingsError(`RELAY_URL ${found}; allowed is an address such as http://127.0.0.1:4500`);
  }
  for (const [name, key] of Object.entries({ RELAY_API_KEY, HANDLER_KEY })) {
    if (key && !/^[\x21-\x7e]+$/.test(key)) {
      throw new SettingsError(`${name} has a character that a header cannot carry; allowed are visible ones of ASCII`);
    }
  }
  if (!/^\d{1,5}$/.test(CLOUD_PORT) || Number(CLOUD_PORT) > 65_535) {
    throw new SettingsError(`CLOUD_PORT is ${CLOUD_PORT}; allowed are 0 to 65535`);
  }
  if (!['NA', 'EU', 'FE'].includes(CLOUD_REGION)) {
    throw new SettingsError(`CLOUD_REGION is ${CLOUD_REGION}; allowed are NA, EU, FE`);
  }
  return {
    relayUrl: RELAY_URL.replace(/\/+$/, ''),
    apiKey: RELAY_API_KEY || undefined,
    handlerKey: HANDLER_KEY || undefined,
    port: Number(CLOUD_PORT),
    region: CLOUD_REGION,
  };
}
