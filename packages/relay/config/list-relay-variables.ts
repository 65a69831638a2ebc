import { relaySettings } from './relay-settings.ts';

/** The names of all environment variables that the relay's configuration reads, those that name a secret's file included. */
export function listRelayVariables(): string[] {
  return relaySettings.flatMap(({ variable, form }) =>
    form === 'secret' || form === 'kept-secret' ? [variable, `${variable}_FILE`] : [variable],
  );
}
