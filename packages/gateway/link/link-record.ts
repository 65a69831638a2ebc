import { Secret } from '@gatehouse/client/platform';
import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { Link } from './link.ts';

const nameSchema = { type: 'string', minLength: 1, maxLength: 256 } as const;

const recordSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'skillId', 'userId', 'region', 'since'],
  properties: {
    id: nameSchema,
    skillId: nameSchema,
    userId: nameSchema,
    region: { enum: ['NA', 'EU', 'FE'] },
    since: { type: 'number' },
    granteeToken: { type: 'string', minLength: 1, maxLength: 8192 },
  },
} as const;

const validator = Compile(recordSchema);

/** The key of a link's record. */
export function linkKeyOf({ skillId, userId }: Pick<Link, 'skillId' | 'userId'>): string {
  return JSON.stringify([userId, skillId]);
}

/** A link as a record. The grantee token stands there in clear, because directives carry it: not for an export. */
export function encodeLink(link: Link): StateRecord {
  const { granteeToken, ...names } = link;
  const value = { ...names, ...(granteeToken !== undefined && { granteeToken: granteeToken.reveal() }) };
  return { kind: 'link', key: linkKeyOf(link), value };
}

/** The record of a link without its grantee token; any other record as it is. */
export function withoutGranteeToken(record: StateRecord): StateRecord {
  if (record.kind !== 'link' || !('granteeToken' in record.value)) return record;
  const { granteeToken: _, ...value } = record.value;
  return { ...record, value };
}

/** The link of {@link encodeLink}; throws `invalid-request` when the value is none. */
export function parseLinkRecord({ value }: StateRecord): Link {
  const parsed = parseShape<XStatic<typeof recordSchema>>(validator, value, { what: 'link' });
  const { granteeToken, ...link } = parsed;
  return { ...link, ...(granteeToken !== undefined && { granteeToken: new Secret(granteeToken) }) };
}
