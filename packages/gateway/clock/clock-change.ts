import { GatehouseError, parseTimestamp } from '@gatehouse/protocol';
import { Compile, type XStatic } from 'typebox/schema';
import { parseShape } from '../shape/shape.ts';

/** The slowest and the quickest that the gateway's clock goes, in its seconds for one of the machine's; our choice. */
export const SCALE_RANGE: { readonly slowest: number; readonly quickest: number } = {
  slowest: 0.001,
  quickest: 1_000_000,
};

/** The most that one change lets pass: ten years of 365 days, in milliseconds; our choice. */
export const LONGEST_ADVANCE_MS: number = 10 * 365 * 24 * 60 * 60 * 1000;

/** The last moment that the gateway's clock shows, as the year of a time has four digits: 9999-12-31T23:59:59.999Z. */
export const LAST_MOMENT: number = Date.UTC(10_000, 0, 1) - 1;

/**
 * What to do with the gateway's clock, in this order: set it, stop it or let it run, choose its pace, let time pass.
 * Members left out change nothing.
 */
export interface ClockChange {
  /** Sets the wall clock, forth or back, in milliseconds since the epoch. No timer notices. */
  readonly now?: number;
  readonly freeze?: boolean;
  /** How many seconds pass on it for one of the machine's, within {@link SCALE_RANGE}. */
  readonly scale?: number;
  /** How much time to let pass at once, in milliseconds; what falls due meanwhile happens. */
  readonly advanceMs?: number;
}

const changeSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    now: { type: 'string', minLength: 1, maxLength: 32 },
    freeze: { type: 'boolean' },
    scale: { type: 'number', minimum: SCALE_RANGE.slowest, maximum: SCALE_RANGE.quickest },
    advanceMs: { type: 'integer', minimum: 0, maximum: LONGEST_ADVANCE_MS },
  },
} as const;

const validator = Compile(changeSchema);

/**
 * Reads the body of `POST /_gatehouse/clock`.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member that is wrong
 */
export function parseClockChange(body: unknown): ClockChange {
  const { now, ...rest } = parseShape<XStatic<typeof changeSchema>>(validator, body, { what: 'clock' });
  if (now === undefined) return rest;
  const moment = parseTimestamp(now);
  if (moment !== undefined && moment >= 0) return { ...rest, now: moment };
  throw new GatehouseError(
    'invalid-request',
    'Cannot set the clock at /now: it is no ISO 8601 time in UTC from 1970 on; write 2026-01-02T03:04:05.678Z',
    { pointer: '/now' },
  );
}
