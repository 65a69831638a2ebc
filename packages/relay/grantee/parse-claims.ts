import type { Exchange } from '@gatehouse/client';
import { isJsonObject, type JsonObject } from '@gatehouse/protocol';

/** The JSON object that an exchange was answered with, undefined unless it came with status 200. */
export function parseClaims(exchange: Exchange): JsonObject | undefined {
  if (exchange.type !== 'answered' || exchange.status !== 200) return undefined;
  try {
    const value: unknown = JSON.parse(exchange.text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
