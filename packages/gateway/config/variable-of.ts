const PREFIX = 'GATEHOUSE_GATEWAY_';

/** The environment variable of a key of the gateway's section: of `dataDir` it is `GATEHOUSE_GATEWAY_DATA_DIR`. */
export function variableOf(key: string): string {
  return PREFIX + key.replace(/[A-Z]/g, capital => `_${capital}`).toUpperCase();
}

/** The environment variable that names the file of the gateway's key. */
export const KEY_FILE_VARIABLE: string = `${variableOf('apiKey')}_FILE`;
