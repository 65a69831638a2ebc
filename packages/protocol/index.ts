/**
 * What is said to the Alexa event gateway: messages, capabilities, rules, errors. Pure: no clock, no socket, no
 * dependency on Node.js.
 */

export type { Asset } from './asset/asset.ts';
export { buttonAssets } from './asset/button-assets.ts';
export { gestureAssets } from './asset/gesture-assets.ts';
export { labelSchema } from './asset/label.ts';
export { type ResolvedAsset, resolveAsset } from './asset/resolve-asset.ts';
export { acceptGrant, acceptGrantError, acceptGrantResponse } from './builder/accept-grant.ts';
export { capability } from './builder/capability.ts';
export type {
  CapabilityParts,
  DescribedInterface,
  OwnCapabilityParts,
  PlainInterface,
} from './builder/capability-parts.ts';
export { type ChangeReportParts, changeReport } from './builder/change-report.ts';
export { createNotice, type NoticeParts } from './builder/create-notice.ts';
export { createSkillEvent, type SkillEventParts } from './builder/create-skill-event.ts';
export { dataReport, getAlexaAutomationStatus, measurementsReport } from './builder/data-event.ts';
export { type DiscoveryEndpointParts, discoveryEndpoint } from './builder/discovery-endpoint.ts';
export {
  addOrUpdateReport,
  addOrUpdateReports,
  catalogueReports,
  type DescribedEndpoint,
  deleteReport,
  deleteReports,
  discoverResponse,
} from './builder/discovery-report.ts';
export {
  type DocumentedErrorParts,
  type DocumentedErrors,
  documentedError,
  type MembersPart,
} from './builder/documented-error.ts';
export { encodeReferenceId } from './builder/encode-reference-id.ts';
export type { Time } from './builder/encode-time.ts';
export { createHeader, type HeaderParts } from './builder/header.ts';
export { type InterfaceEventParts, interfaceEvent } from './builder/interface-event.ts';
export {
  armResponse,
  type CameraStream,
  cameraStreamResponse,
  type InterfaceReplyParts,
  seekStateReport,
} from './builder/interface-reply.ts';
export { inventoryConsumed, inventoryReplaced, type Usage, type UsageInterface } from './builder/inventory-event.ts';
export {
  type AssetLabel,
  assetLabel,
  type CapabilityResources,
  type TextLabel,
  textLabel,
} from './builder/label.ts';
export {
  type Media,
  type MediaError,
  type MediaUri,
  mediaCreatedOrUpdated,
  mediaDeleted,
  mediaMetadataResponse,
} from './builder/media-event.ts';
export {
  mediaContent,
  messageAlert,
  type NoticeContent,
  occasion,
  orderStatus,
  socialGameInvite,
  sportsEvent,
  trashCollectionAlert,
  weatherAlert,
} from './builder/notice-content.ts';
export type { NoticeText } from './builder/notice-texts.ts';
export { type Detection, objectDetection } from './builder/object-detection.ts';
export { doorbellPress, simpleEvent } from './builder/own-event.ts';
export { deferredResponse, errorResponse, type ReplyParts, response, stateReport } from './builder/reply.ts';
export { activationStarted, deactivationStarted, type SceneParts } from './builder/scene-event.ts';
export {
  type ActionMapping,
  actionsToDirective,
  type Semantics,
  type StateMapping,
  statesToRange,
  statesToValue,
} from './builder/semantics.ts';
export {
  answerGeneratedForSession,
  type SessionReplyParts,
  sessionConnected,
  sessionDisconnected,
} from './builder/session-event.ts';
export {
  type InstancePart,
  type InterfaceWithInstances,
  type PropertyParts,
  stateProperty,
} from './builder/state-property.ts';
export { wakeUp } from './builder/wake-up.ts';
export { capabilities, capabilityOf, classOfProperty } from './capability/capabilities.ts';
export type {
  Capability,
  CapabilityErrors,
  CapabilityPart,
  CapabilityProperty,
  Confidence,
  Lifecycle,
  PropertyClass,
} from './capability/capability.ts';
export { cookingModes } from './capability/cooking-modes.ts';
export type { EventPayloads } from './capability/event-payloads.ts';
export { donenesses, foodCategories, foodStates } from './capability/food.ts';
export { inputNames } from './capability/input-names.ts';
export { knowsPart } from './capability/knows-part.ts';
export { lengthUnits, volumeUnits, weightUnits } from './capability/measurement-units.ts';
export { otherInterfaces } from './capability/other-interfaces.ts';
export type { PropertyValue, PropertyValues, ReportingInterface } from './capability/property-values.ts';
export { type ConnectionType, connectionTypes } from './discovery/connection-types.ts';
export { type DiscoveryCapability, discoveryCapabilitySchema } from './discovery/discovery-capability.ts';
export { type DiscoveryEndpoint, discoveryEndpointSchema } from './discovery/discovery-endpoint.ts';
export { discoveryLimits } from './discovery/discovery-limits.ts';
export { type DisplayCategory, displayCategories } from './discovery/display-categories.ts';
export { isTrueFlag } from './discovery/flag.ts';
export { locales } from './discovery/locales.ts';
export { semanticsSchema } from './discovery/semantics.ts';
export { type BrokenRequest, encodeBrokenRequest } from './error/broken-request.ts';
export { type ErrorType, errorTypes } from './error/error-type.ts';
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
export { encodeHttpProblem, type HttpProblem, PROBLEM_TYPE } from './error/http-problem.ts';
export { type NoticeError, type NoticeErrorCode, noticeErrors } from './error/notice-error.ts';
export {
  encodeNoticeError,
  type NoticeErrorBody,
  type NoticeErrorProfile,
  type NoticeErrorText,
  noticeErrorOf,
  noticeErrorProfiles,
  parseNoticeError,
} from './error/notice-error-body.ts';
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
export { compareSampleTimes } from './merge/compare-sample-times.ts';
export { halveReport } from './merge/halve-report.ts';
export { type CatalogueChange, listCatalogueChanges, mergeCatalogue } from './merge/merge-catalogue.ts';
export { mergeChangeReports } from './merge/merge-change-reports.ts';
export { type MergeOptions, mergeSamples } from './merge/merge-samples.ts';
export { newestState, type PropertySample, supersedes } from './merge/newest-state.ts';
export { encodePropertyKey, type PropertyName } from './merge/property-key.ts';
export { type PartLimits, partLimits, splitEndpoints } from './merge/split-endpoints.ts';
export { type PropertyState, type StateSplit, splitState } from './merge/split-state.ts';
export { type AcceptGrant, acceptGrantSchema } from './message/accept-grant.ts';
export { type AcceptGrantError, acceptGrantErrorSchema } from './message/accept-grant-error.ts';
export { type AcceptGrantResponse, acceptGrantResponseSchema } from './message/accept-grant-response.ts';
export { type AddOrUpdateReport, addOrUpdateReportSchema } from './message/add-or-update-report.ts';
export type { AlexaEvent, EventEndpoint } from './message/alexa-event.ts';
export { type Cause, causes, type UndocumentedCause, undocumentedCauses } from './message/cause.ts';
export { type ChangeReport, changeReportSchema } from './message/change-report.ts';
export { classOfMessage, type MessageClass } from './message/class-of-message.ts';
export { type DeferredResponse, deferredResponseSchema } from './message/deferred-response.ts';
export { type DeleteReport, deleteReportSchema } from './message/delete-report.ts';
export { type Directive, directiveSchema } from './message/directive.ts';
export { type DiscoverResponse, discoverResponseSchema } from './message/discover-response.ts';
export { type DoorbellPress, doorbellPressSchema } from './message/doorbell-press.ts';
export { endpointIdSchema } from './message/endpoint-id.ts';
export { type ErrorResponse, errorResponseSchema } from './message/error-response.ts';
export { type Header, headerSchema, messageIdSchema } from './message/header.ts';
export { isPostable, isReply, kindOf, type MessageKind } from './message/kind.ts';
export { type Response, responseSchema } from './message/response.ts';
export { placeOfScope, scopeTokenOf, withScopeToken } from './message/scope.ts';
export { type Scope, scopeSchema } from './message/scope-schema.ts';
export { type SimpleEvent, simpleEventSchema } from './message/simple-event.ts';
export { type Context, contextSchema, type StateProperty, statePropertySchema } from './message/state-property.ts';
export { type StateReport, stateReportSchema } from './message/state-report.ts';
export { TOKEN_BEGINNING } from './message/token-beginning.ts';
export { attributeNameOf, listReferences } from './notice/attribute-reference.ts';
export {
  chooseNoticeLocale,
  listNoticeLocales,
  type NoticeLocaleChoice,
} from './notice/choose-notice-locale.ts';
export type { MediaContent } from './notice/media-content.ts';
export type { MessageAlert } from './notice/message-alert.ts';
export {
  type Notice,
  type NoticeAttributes,
  type NoticeAudienceMember,
  type NoticeEvent,
  noticeSchema,
} from './notice/notice.ts';
export { audienceOf, type NoticeAudience } from './notice/notice-audience.ts';
export { type NoticePayloads, type NoticeTemplate, noticeCatalogue } from './notice/notice-catalogue.ts';
export {
  clampNoticeExpiry,
  type NoticeExpiry,
  noticeLifetime,
} from './notice/notice-lifetime.ts';
export { isNoticeLocale, type NoticeLocale, noticeLocales } from './notice/notice-locale.ts';
export { isNoticeName, type NoticeName, noticeNames } from './notice/notice-name.ts';
export type { NoticeBasis } from './notice/notice-phrases.ts';
export { type NoticeTime, parseNoticeTime } from './notice/notice-time.ts';
export type { Occasion } from './notice/occasion.ts';
export type { OrderStatus } from './notice/order-status.ts';
export { type RenderedNotice, type RenderNoticeOptions, renderNotice } from './notice/render-notice.ts';
export type { SocialGameInvite } from './notice/social-game-invite.ts';
export type { SportsEvent } from './notice/sports-event.ts';
export type { TrashCollectionAlert } from './notice/trash-collection-alert.ts';
export { isNotice, type ValidateNoticeOptions, validateNotice } from './notice/validate-notice.ts';
export type { WeatherAlert } from './notice/weather-alert.ts';
export { nearestNames } from './problem/nearest-names.ts';
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
export { remedyOf } from './rule/remedy-of.ts';
export type { Basis, Mode, Rule } from './rule/rule.ts';
export { type RuleId, ruleOf, rules } from './rule/rules.ts';
export { parseSkillEvent, type SkillEventNews } from './skill-event/parse-skill-event.ts';
export {
  type AccountLinkedBody,
  type DisabledBody,
  isSkillEventName,
  type PermissionsBody,
  type SkillEvent,
  type SkillEventBodies,
  type SkillEventName,
  type SkillEventRequest,
  type SubscriptionsBody,
  skillEventNames,
} from './skill-event/skill-event.ts';
export { skillEventBodies, skillEventSchema } from './skill-event/skill-event-schema.ts';
export { isSkillEvent, validateSkillEvent } from './skill-event/validate-skill-event.ts';
export {
  encodeTimestamp,
  type LooseTimestamp,
  parseLooseTimestamp,
  parseTimestamp,
} from './timestamp/timestamp.ts';
export { payloadVersionsOf } from './validate/judge-header.ts';
export { validateDirective } from './validate/validate-directive.ts';
export { validateDiscoveryEndpoint } from './validate/validate-discovery-endpoint.ts';
export { validateEvent } from './validate/validate-event.ts';
export { type Validation, validateMessage } from './validate/validate-message.ts';
export type {
  RegisteredEndpoints,
  ValidateDirectiveOptions,
  ValidateEventOptions,
  ValidateMessageOptions,
  ValidateOptions,
} from './validate/validate-options.ts';
export { type ValidateRegisteredOptions, validateRegistered } from './validate/validate-registered.ts';
export { type ValidateStateOptions, validateState } from './validate/validate-state.ts';
