import { createSystemClock, createSystemRandom, type Log, silentLog } from '@gatehouse/client/platform';
import { encodeTimestamp } from '@gatehouse/protocol';
import { createGatewayConfig } from '../config/gateway-config.ts';
import type { GatewaySection } from '../config/gateway-section.ts';
import { createGateway } from '../gateway.ts';
import { createTestGateway } from './create-test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

/** What the gateway's clock shows first unless told otherwise. */
const START = '2026-01-01T00:00:00.000Z';

/** How to start a gateway for tests: any key of its configuration, and what follows. */
export interface StartOptions extends Omit<GatewaySection, 'clockFrozen' | 'clockStartAt' | 'host'> {
  /** What the gateway's clock shows first: ISO 8601, or milliseconds since the epoch; default 2026-01-01T00:00:00Z. */
  readonly startAt?: string | number | Date;
  /** Lets the gateway's clock run with the machine's; default false: it stands still until `advance()`. */
  readonly realTime?: boolean;
  /** Where the gateway logs to; default nowhere. */
  readonly log?: Log;
}

/**
 * Starts a gateway in this process: free ports, a clock that moves only by `advance()`, tokens and ids that are the same in
 * each run (seed 1 unless another is given), and notices that are heard at once (noticeDelayMs 0 likewise).
 *
 * @throws GatehouseError `config-unknown-key` or `config-invalid` with a pointer for options that cannot be used
 */
export async function startGateway(options: StartOptions = {}): Promise<TestGateway> {
  const { startAt, realTime = false, log = silentLog, ...section } = options;
  const clockStartAt = encodeStart(startAt) ?? (realTime ? undefined : START);
  const config = createGatewayConfig({
    section: {
      port: 0,
      seed: 1,
      noticeDelayMs: 0,
      clockFrozen: !realTime,
      ...(clockStartAt !== undefined && { clockStartAt }),
      ...section,
    },
  });
  const clock = createSystemClock();
  const gateway = createGateway({ config, clock, random: createSystemRandom(), log });
  const { urls } = await gateway.start();
  const key = options.apiKey === undefined ? {} : { apiKey: options.apiKey };
  return createTestGateway({ gateway, urls, clock, ...key });
}

function encodeStart(startAt: StartOptions['startAt']): string | undefined {
  if (startAt === undefined || typeof startAt === 'string') return startAt;
  return encodeTimestamp(typeof startAt === 'number' ? startAt : startAt.getTime());
}
