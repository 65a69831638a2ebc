import { GatehouseError } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { JournalEntry } from './journal-entry.ts';

/** The key of the record that says which entry was the last, where no entry is left to tell. */
const LAST = 'last';

const textSchema = { type: 'string', maxLength: 262_144 } as const;

const entrySchema = {
  type: 'object',
  required: ['id', 'at', 'region', 'path', 'status', 'verdict', 'effects'],
  properties: {
    id: textSchema,
    at: textSchema,
    region: { enum: ['NA', 'EU', 'FE'] },
    path: textSchema,
    status: { type: 'integer' },
    verdict: { enum: ['accepted', 'refused', 'cut'] },
    effects: { type: 'array', items: { type: 'object', required: ['type'], properties: { type: textSchema } } },
    reason: { type: 'object' },
    ignored: { type: 'array', items: { type: 'object' } },
    problems: { type: 'array', items: { type: 'object' } },
    exchange: { type: 'object' },
  },
} as const;

const lastSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['number'],
  properties: { number: { type: 'integer', minimum: 0 } },
} as const;

const entryValidator = Compile(entrySchema);
const lastValidator = Compile(lastSchema);

/** What a record says of the journal: an entry with its number, or only the number of the last one. */
export interface JournalMemory {
  readonly number: number;
  readonly entry?: JournalEntry;
}

/** The id of the entry with this number. */
export function encodeEntryId(number: number): string {
  return `entry-${number}`;
}

/** The number of an entry; undefined for an id that was never given. */
export function parseEntryId(id: string): number | undefined {
  const digits = /^entry-(\d{1,15})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** An entry as a record; the key is its number. */
export function encodeEntryRecord(number: number, entry: JournalEntry): StateRecord {
  return { kind: 'journal', key: String(number), value: entry };
}

/** The record that keeps the numbering of a journal without entries. */
export function encodeLastRecord(number: number): StateRecord {
  return { kind: 'journal', key: LAST, value: { number } };
}

/** What a record of the journal says; throws `invalid-request` when the value is none, or its id is not that of the key. */
export function parseJournalRecord({ key, value }: StateRecord): JournalMemory {
  if (key === LAST) return parseShape<XStatic<typeof lastSchema>>(lastValidator, value, { what: 'journal' });
  parseShape<XStatic<typeof entrySchema>>(entryValidator, value, { what: 'journal entry' });
  const entry = value as JournalEntry;
  const number = parseEntryId(entry.id);
  if (number !== undefined && String(number) === key) return { number, entry };
  const message = 'Cannot take the journal entry at /id: it is not entry- with the number of the key';
  throw new GatehouseError('invalid-request', message, { pointer: '/id' });
}
