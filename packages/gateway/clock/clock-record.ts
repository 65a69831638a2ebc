import { encodeTimestamp, GatehouseError, parseTimestamp } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import { SCALE_RANGE } from './clock-change.ts';

/** What outlives a restart of the gateway's clock. Times are in milliseconds since the epoch. */
export interface ClockState {
  readonly frozen: boolean;
  readonly scale: number;
  /** What the clock showed. */
  readonly now: number;
  /** What the machine's clock showed at that moment; without meaning while frozen. */
  readonly machineNow: number;
}

const textSchema = { type: 'string', maxLength: 32 } as const;

const recordSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['frozen', 'scale', 'now'],
  properties: {
    frozen: { type: 'boolean' },
    scale: { type: 'number', minimum: SCALE_RANGE.slowest, maximum: SCALE_RANGE.quickest },
    now: textSchema as typeof textSchema,
    machineNow: textSchema as typeof textSchema,
  },
} as const;

const validator = Compile(recordSchema);

/** The one record of the clock. A frozen clock does not say when it was stopped, so that equal states have equal records. */
export function encodeClockRecord({ frozen, scale, now, machineNow }: ClockState): StateRecord & { value: object } {
  const value = { frozen, scale, now: encodeTimestamp(now) };
  return {
    kind: 'clock',
    key: 'clock',
    value: frozen ? value : { ...value, machineNow: encodeTimestamp(machineNow) },
  };
}

/**
 * Reads a record of the clock.
 *
 * @throws GatehouseError `invalid-request` when it is none
 */
export function parseClockRecord({ value }: StateRecord): ClockState {
  const { frozen, scale, ...times } = parseShape<XStatic<typeof recordSchema>>(validator, value, { what: 'clock' });
  const now = parseTime(times.now, '/now');
  return { frozen, scale, now, machineNow: frozen ? 0 : parseTime(times.machineNow, '/machineNow') };
}

function parseTime(text: string | undefined, pointer: string): number {
  const time = text === undefined ? undefined : parseTimestamp(text);
  if (time !== undefined) return time;
  const message = `Cannot take the clock at ${pointer}: it is no ISO 8601 time in UTC`;
  throw new GatehouseError('invalid-request', message, { pointer });
}
