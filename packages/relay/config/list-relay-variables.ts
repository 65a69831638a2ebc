import { relaySettings, variablesOf } from './relay-settings.ts';

/** The names of all environment variables that the relay's configuration reads, those that name a secret's file included. */
export function listRelayVariables(): string[] {
  return relaySettings.flatMap(variablesOf);
}
