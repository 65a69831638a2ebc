import { GatehouseError } from '@gatehouse/protocol';
import { Compile } from 'typebox/schema';
import { parseShape } from '../shape/shape.ts';
import type { Customer } from './customer.ts';
import { type CustomerBody, customerSchema } from './customer-schema.ts';

const validator = Compile(customerSchema);

/**
 * Reads the body of `PUT /customers/{userId}`. Defaults: locale `en-US`, time zone `UTC`, no notifications allowed.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member that is wrong
 */
export function parseCustomer(body: unknown, userId: string): Customer {
  const parsed = parseShape<CustomerBody>(validator, body, { what: 'customer' });
  if (parsed.userId !== undefined && parsed.userId !== userId) {
    throw invalid('/userId', 'it differs from the id in the path; leave it out');
  }
  const timeZone = parsed.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    throw invalid('/timeZone', 'it is no time zone of the IANA database; allowed are names such as Europe/Berlin');
  }
  return {
    userId,
    region: parsed.region,
    locale: parsed.locale ?? 'en-US',
    timeZone,
    notifications: parsed.notifications ?? {},
  };
}

function invalid(pointer: string, complaint: string): GatehouseError {
  return new GatehouseError('invalid-request', `Cannot take the customer at ${pointer}: ${complaint}`, { pointer });
}

/** Making a formatter costs a hundred times a look in here, which counts when customers come by the hundred thousand. */
const COMMON_ZONES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

function isTimeZone(name: string): boolean {
  if (COMMON_ZONES.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
