/**
 * What is said to the Alexa event gateway: messages, capabilities, rules, errors. Pure: no clock, no socket, no
 * dependency on Node.js.
 */
export { acceptGrant, acceptGrantError, acceptGrantResponse } from './builder/accept-grant.ts';
export { type ChangeReportParts, changeReport } from './builder/change-report.ts';
export { addOrUpdateReport, deleteReport, discoverResponse } from './builder/discovery-report.ts';
export { createHeader, type HeaderParts } from './builder/header.ts';
export { doorbellPress, simpleEvent } from './builder/own-event.ts';
export { deferredResponse, errorResponse, type ReplyParts, response, stateReport } from './builder/reply.ts';
export { capabilities, capabilityOf, classOfProperty } from './capability/capabilities.ts';
export type { Capability, CapabilityProperty, PropertyClass } from './capability/capability.ts';
export { type DiscoveryCapability, discoveryCapabilitySchema } from './discovery/discovery-capability.ts';
export { type DiscoveryEndpoint, discoveryEndpointSchema } from './discovery/discovery-endpoint.ts';
export { discoveryLimits } from './discovery/discovery-limits.ts';
export { GatehouseError, type GatehouseErrorOptions } from './error/gatehouse-error.ts';
export {
  type ErrorFault,
  type ErrorRow,
  type GatehouseErrorCode,
  gatehouseErrors,
} from './error/gatehouse-error-table.ts';
export {
  encodeGatewayError,
  type Fault,
  type GatewayError,
  type GatewayErrorBody,
  type GatewayErrorCode,
  type GatewayErrorText,
  gatewayErrorOf,
  gatewayErrors,
  parseGatewayError,
} from './error/gateway-error.ts';
export {
  encodeTokenError,
  parseTokenError,
  type TokenError,
  type TokenErrorBody,
  type TokenErrorCode,
  type TokenErrorText,
  tokenErrorOf,
  tokenErrors,
} from './error/token-error.ts';
export type { FormSchema } from './form/form-schema.ts';
export { encodeCanonicalJson } from './json/canonical-json.ts';
export { isJsonObject, type JsonObject, memberOf, textAt } from './json/json-object.ts';
export { type AcceptGrant, acceptGrantSchema } from './message/accept-grant.ts';
export type { AlexaEvent, EventEndpoint } from './message/alexa-event.ts';
export { type Cause, causes, undocumentedCauses } from './message/cause.ts';
export { classOfMessage, type MessageClass } from './message/class-of-message.ts';
export { type Directive, directiveSchema } from './message/directive.ts';
export { endpointIdSchema } from './message/endpoint-id.ts';
export { type Header, headerSchema, messageIdSchema } from './message/header.ts';
export { isPostable, isReply, kindOf, type MessageKind } from './message/kind.ts';
export { placeOfScope, scopeTokenOf, withScopeToken } from './message/scope.ts';
export { type Scope, scopeSchema } from './message/scope-schema.ts';
export { type Context, contextSchema, type StateProperty, statePropertySchema } from './message/state-property.ts';
export { encodePointer, parsePointer } from './problem/pointer.ts';
export type { Problem, Severity } from './problem/problem.ts';
export {
  AMAZON_TOKEN_URL,
  amazonHosts,
  parseRegion,
  REGIONS,
  type Region,
  resolveRegionOfHost,
} from './region/region.ts';
export type { Basis, Mode, Rule } from './rule/rule.ts';
export { type RuleId, ruleOf, rules } from './rule/rules.ts';
export {
  encodeTimestamp,
  type LooseTimestamp,
  parseLooseTimestamp,
  parseTimestamp,
} from './timestamp/timestamp.ts';
export {
  type ValidateOptions,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
  validateState,
} from './validate/validate-message.ts';
