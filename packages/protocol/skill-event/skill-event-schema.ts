import type { FormSchema } from '../form/form-schema.ts';
import type { SkillEventName } from './skill-event.ts';

const text: FormSchema = { type: 'string', minLength: 1 };
const time: FormSchema = { type: 'string', rule: 'skill-event-timestamp' };
const scopes: FormSchema = {
  type: 'array',
  items: { type: 'object', required: ['scope'], properties: { scope: text } },
};
const permissions: FormSchema = {
  type: 'object',
  properties: { acceptedPermissions: scopes, acceptedPersonPermissions: scopes },
};

/** The body of each skill event. Members beside these are let through. Source: notice sheet 3, skill events. */
export const skillEventBodies: Readonly<Record<SkillEventName, FormSchema>> = {
  'AlexaSkillEvent.ProactiveSubscriptionChanged': {
    type: 'object',
    properties: {
      subscriptions: {
        type: 'array',
        items: { type: 'object', required: ['eventName'], properties: { eventName: text } },
      },
    },
  },
  'AlexaSkillEvent.SkillAccountLinked': {
    type: 'object',
    properties: { accessToken: { type: 'string', secret: true } },
  },
  'AlexaSkillEvent.SkillDisabled': {
    type: 'object',
    properties: { userInformationPersistenceStatus: { enum: ['PERSISTED', 'NOT_PERSISTED'] } },
  },
  'AlexaSkillEvent.SkillEnabled': { type: 'object' },
  'AlexaSkillEvent.SkillPermissionAccepted': permissions,
  'AlexaSkillEvent.SkillPermissionChanged': permissions,
};

/**
 * The form of a skill event without that of its body. Members beside these are let through: Alexa adds some now and then.
 * Source: notice sheet 3, envelope.
 */
export const skillEventSchema: FormSchema = {
  type: 'object',
  required: ['context', 'request'],
  properties: {
    version: { type: 'string' },
    context: {
      type: 'object',
      required: ['System'],
      properties: {
        System: {
          type: 'object',
          required: ['application', 'user'],
          properties: {
            application: { type: 'object', required: ['applicationId'], properties: { applicationId: text } },
            user: {
              type: 'object',
              required: ['userId'],
              properties: {
                userId: text,
                accessToken: { type: 'string', secret: true },
                permissions: { type: 'object', properties: { consentToken: { type: 'string', secret: true } } },
              },
            },
            apiEndpoint: { type: 'string' },
          },
        },
      },
    },
    request: {
      type: 'object',
      required: ['type', 'requestId', 'timestamp'],
      properties: {
        type: { type: 'string' },
        requestId: text,
        timestamp: time,
        locale: { type: 'string' },
        eventCreationTime: time,
        eventPublishingTime: time,
      },
    },
  },
};
