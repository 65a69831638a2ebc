import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import { EVENT_SCOPE, NOTICE_SCOPE } from './token.ts';

/** Parameters of the token endpoint (fact sheet 7.1), and the values that anybody may see. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  grant_type: ['authorization_code', 'refresh_token', 'client_credentials'],
  client_id: [],
  client_secret: [],
  code: [],
  refresh_token: [],
  scope: [EVENT_SCOPE, NOTICE_SCOPE],
  redirect_uri: [],
  code_verifier: [],
};

/**
 * The parameters of a request as the journal may show them: which there were, and only values that are known to be
 * no secret. Senders mix their parameters up, so that any of them, and any name, may hold a secret.
 */
export function showParameters(
  parameters: Readonly<Record<string, string>>,
  skills: SkillRegistry,
): Readonly<Record<string, string>> {
  const shown = Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    const values = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
    if (values === undefined) return [];
    const open = value === '' || values.includes(value) || (name === 'client_id' && skills.readByClient(value));
    return [[name, open ? value : SECRET_PLACEHOLDER]];
  });
  return Object.fromEntries(shown);
}
