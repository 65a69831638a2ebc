/**
 * A self-hosted, faithful Alexa event gateway: token endpoint, event endpoint in three regions, and what happens
 * after the 202.
 */
export { createUrlEnvironment } from './config/create-url-environment.ts';
export {
  createGatewayConfig,
  type GatewayConfig,
  gatewayDefaults,
} from './config/gateway-config.ts';
export type { GatewayConfigSources } from './config/gateway-config-sources.ts';
export { type GatewaySection, gatewaySectionSchema } from './config/gateway-section.ts';
export { listGatewayVariables } from './config/list-gateway-variables.ts';
export type { DirectiveExchange, ExchangeProblem } from './directive/directive-exchange.ts';
export type { Effect } from './effect/effect.ts';
export { createGateway, type Gateway, type GatewayOptions, type GatewayUrls } from './gateway.ts';
export type { DirectiveCause, ExchangeFacts, JournalEntry } from './journal/journal-entry.ts';
export type { Reason } from './journal/reason.ts';
export type { NoticeView } from './notice/view-notice.ts';
export type { Routine, RoutineAction, Trigger } from './routine/routine.ts';
export type { LedgerRule, RuleArea } from './rule/ledger-rule.ts';
