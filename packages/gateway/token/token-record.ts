import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { LinkEnd } from './ended-links.ts';
import { EVENT_SCOPE, NOTICE_SCOPE, type TokenOwner } from './token.ts';

/** What a refresh token is kept as, beside its fingerprint. */
export interface Owned {
  readonly owner: TokenOwner;
}

/** What a code or an access token is kept as, beside its fingerprint. */
export interface Expiring extends Owned {
  /** Milliseconds since the epoch, on the gateway's clock. */
  readonly expiresAt: number;
}

/** A code, which is good once. */
export interface Code extends Expiring {
  readonly used: boolean;
}

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const ownerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['skillId', 'stage', 'scope'],
  properties: {
    skillId: nameSchema,
    stage: { enum: ['development', 'certification', 'live'] },
    scope: { enum: [EVENT_SCOPE, NOTICE_SCOPE] },
    link: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'userId'],
      properties: { id: nameSchema, userId: nameSchema },
    },
  },
} as const;

const expiringSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['owner', 'expiresAt'],
  properties: { owner: ownerSchema, expiresAt: { type: 'number' } },
} as const;

const codeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['owner', 'expiresAt', 'used'],
  properties: { owner: ownerSchema, expiresAt: { type: 'number' }, used: { type: 'boolean' } },
} as const;

const refreshSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['owner'],
  properties: { owner: ownerSchema },
} as const;

const endSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['at', 'revoked'],
  properties: { at: { type: 'number' }, revoked: { type: 'boolean' } },
} as const;

const codeValidator = Compile(codeSchema);
const endValidator = Compile(endSchema);
const expiringValidator = Compile(expiringSchema);
const refreshValidator = Compile(refreshSchema);

/** A code out of its record; throws `invalid-request` when the value is none. The key is the fingerprint. */
export function parseCodeRecord({ value }: StateRecord): Code {
  const { owner, ...rest } = parseShape<XStatic<typeof codeSchema>>(codeValidator, value, { what: 'code' });
  return { ...rest, owner: ownerOf(owner) };
}

/** An access token out of its record; throws `invalid-request` when the value is none. The key is the fingerprint. */
export function parseAccessRecord({ value }: StateRecord): Expiring {
  const what = 'access token';
  const { owner, expiresAt } = parseShape<XStatic<typeof expiringSchema>>(expiringValidator, value, { what });
  return { owner: ownerOf(owner), expiresAt };
}

/** A refresh token out of its record; throws `invalid-request` when the value is none. The key is the fingerprint. */
export function parseRefreshRecord({ value }: StateRecord): Owned {
  const what = 'refresh token';
  return { owner: ownerOf(parseShape<XStatic<typeof refreshSchema>>(refreshValidator, value, { what }).owner) };
}

/** How a link ended, out of its record; throws `invalid-request` when the value is none. The key is the link's id. */
export function parseEndRecord({ value }: StateRecord): LinkEnd {
  return parseShape<XStatic<typeof endSchema>>(endValidator, value, { what: 'ended link' });
}

function ownerOf({ link, ...owner }: XStatic<typeof ownerSchema>): TokenOwner {
  return { ...owner, ...(link !== undefined && { link }) };
}
