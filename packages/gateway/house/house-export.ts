import { GatehouseError } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import { createGranteeToken } from '../link/grantee-token.ts';
import { withoutGranteeToken } from '../link/link-record.ts';
import type { RecordKind, StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import { concealTokens } from '../token/conceal-tokens.ts';
import { createHouse, emptyHouse, type House, recordsOf } from './house.ts';
import { restoreHouse } from './restore-house.ts';

/** The whole state of a gateway as one JSON value: the answer of `GET /_gatehouse/export`. */
export interface HouseExport {
  readonly format: 'gatehouse-gateway';
  readonly version: 1;
  readonly records: readonly StateRecord[];
}

const exportSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'version', 'records'],
  properties: {
    format: { const: 'gatehouse-gateway' },
    version: { const: 1 },
    records: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'key', 'value'],
        properties: {
          kind: { type: 'string', maxLength: 64 },
          key: { type: 'string', minLength: 1, maxLength: 1_048_576 },
          value: { type: 'object' },
        },
      },
    },
  },
} as const;

const validator = Compile(exportSchema);

/**
 * Writes the state down. Nothing in it is a token, a code or a secret in clear: the gateway's own tokens and the skills'
 * client secrets are fingerprints, by which they are known again after an import; the grantee tokens, which belong to
 * the skills' clouds, are left out. The same state gives the same value.
 */
export function exportHouse(house: House): HouseExport {
  const records = Array.from(recordsOf(house), record => withoutTokens(withoutGranteeToken(record)));
  return { format: 'gatehouse-gateway', version: 1, records };
}

/** A sender may have put its token where none belongs, such as into the description of an endpoint, and it was taken. */
function withoutTokens(record: StateRecord): StateRecord {
  const text = JSON.stringify(record);
  const clean = concealTokens(text);
  return clean === text ? record : (JSON.parse(clean) as StateRecord);
}

/**
 * Puts the state of an export in the place of everything that the house knows. It is tried on an empty house first, so
 * that a value with anything wrong changes nothing. Links without a grantee token get a made-up one. Waits for journal
 * entries go on.
 *
 * @throws GatehouseError `invalid-request` with the pointer of what is wrong
 */
export function importHouse(value: unknown, house: House): void {
  const parsed = parseShape<XStatic<typeof exportSchema>>(validator, value, { what: 'export' });
  const records = parsed.records.map(record => ({ ...record, kind: record.kind as RecordKind }));
  const { config, machineClock: clock, random, log } = house;
  tryRecords(records, createHouse({ config, clock, random, log }));
  emptyHouse(house);
  restoreHouse(house, records);
  makeUpGranteeTokens(house);
  house.store.replace(recordsOf(house));
}

/** Directives carry one, and an export does not. */
function makeUpGranteeTokens({ customers, links, random }: House): void {
  for (const link of customers.list().flatMap(({ userId }) => links.listOfCustomer(userId))) {
    if (link.granteeToken === undefined) links.put({ ...link, granteeToken: createGranteeToken(random) });
  }
}

function tryRecords(records: readonly StateRecord[], empty: House): void {
  try {
    restoreHouse(empty, records);
  } catch (error) {
    if (!(error instanceof GatehouseError) || error.pointer === undefined) throw error;
    throw new GatehouseError(error.code, error.message, { pointer: `/records${error.pointer}` });
  }
}
