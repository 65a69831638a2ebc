/**
 * Saying it reliably: the relay takes directives, device states and events from a device cloud, holds every customer's
 * grant, and delivers to the regional gateways of Alexa until they have accepted.
 */
export { createRelayConfig } from './config/create-relay-config.ts';
export { type DeliveryConfig, deliveryDefaults } from './config/delivery-config.ts';
export { listRelayVariables } from './config/list-relay-variables.ts';
export type { RelayConfigSources } from './config/read-relay-section.ts';
export type { OneStoreConfig, RelayConfig, SkillConfig, StoreConfig } from './config/relay-config.ts';
export { type RelaySection, relaySectionSchema } from './config/relay-section-schema.ts';
export { relaySettings, type Setting } from './config/relay-settings.ts';
export { API_SCOPES, type ApiScope } from './http/api-scope.ts';
export { hashApiKey } from './http/hash-api-key.ts';
export { createRelay, type InnerAnswer, type InnerRequest, type Relay, type RelayOptions } from './relay.ts';
export { openStore, type StoreTools } from './store/open-store.ts';
export type { Store, StoreDescription } from './store/store.ts';
