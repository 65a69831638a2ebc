import type { FormSchema } from '../form/form-schema.ts';
import type { NoticePayloads } from './notice-catalogue.ts';
import type { NoticeLocale } from './notice-locale.ts';
import type { NoticeName } from './notice-name.ts';

/** The event of a notice: a template of the catalogue, and what fills it. */
export type NoticeEvent = {
  [Name in NoticeName]: { readonly name: Name; readonly payload: NoticePayloads[Name] };
}[NoticeName];

/** The texts of a notice in one language, by the names that its payload refers to as `localizedattribute:NAME`. */
export interface NoticeAttributes {
  readonly locale: NoticeLocale;
  readonly [name: string]: string;
}

/** Whom a notice is for, as the wire has it. */
export type NoticeAudienceMember =
  | { readonly type: 'Unicast'; readonly payload: { readonly user: string } }
  | { readonly type: 'Multicast'; readonly payload: Readonly<Record<string, never>> };

/**
 * A notice as it is posted to `/v1/proactiveEvents`, with Amazon's names. `timestamp` orders the versions of one
 * `referenceId`: the latest replaces the others. `expiryTime` is when Alexa drops what is still pending. Source: proactive
 * events API, Request body properties.
 */
export interface Notice {
  readonly timestamp: string;
  readonly referenceId: string;
  readonly expiryTime: string;
  readonly event: NoticeEvent;
  readonly localizedAttributes?: readonly NoticeAttributes[];
  readonly relevantAudience: NoticeAudienceMember;
}

/**
 * The form of a notice without that of its payload, which the catalogue has by name. `userId` is in the page's table and
 * in no example; `user` is what every client sends. Source: proactive events API, Request body properties; notice sheet 2.
 */
export const noticeSchema: FormSchema = {
  type: 'object',
  required: ['timestamp', 'referenceId', 'expiryTime', 'event', 'relevantAudience'],
  additionalProperties: false,
  properties: {
    timestamp: { type: 'string', rule: 'notice-timestamp', allowed: 'a time as YYYY-MM-DDThh:mm:ssZ' },
    referenceId: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      rule: 'notice-reference',
      allowed: '1 to 100 letters, digits and ~',
    },
    expiryTime: { type: 'string', rule: 'notice-timestamp', allowed: 'a time as YYYY-MM-DDThh:mm:ssZ' },
    event: {
      type: 'object',
      required: ['name', 'payload'],
      additionalProperties: false,
      properties: { name: { type: 'string' }, payload: { type: 'object' } },
    },
    localizedAttributes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['locale'],
        additionalProperties: { type: 'string', minLength: 1 },
        properties: { locale: { type: 'string' } },
      },
    },
    relevantAudience: {
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties: {
        type: { enum: ['Unicast', 'Multicast'] },
        payload: { type: 'object', allowed: 'an object: the member user for a Unicast, empty for a Multicast' },
      },
    },
  },
};
