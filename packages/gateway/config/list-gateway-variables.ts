import { createUrlEnvironment } from './create-url-environment.ts';
import { gatewaySectionSchema } from './gateway-section.ts';
import { KEY_FILE_VARIABLE, variableOf } from './variable-of.ts';

/**
 * The names of all environment variables that the gateway's configuration reads, and of those in which it tells others
 * where it is.
 */
export function listGatewayVariables(): string[] {
  const urls = createUrlEnvironment({ na: '', eu: '', fe: '', token: '', control: '' });
  return [...Object.keys(gatewaySectionSchema.properties).map(variableOf), KEY_FILE_VARIABLE, ...Object.keys(urls)];
}
