/**
 * Whose is it? Beside it: `introspection-source.ts`, `jwt-source.ts` with `key-set.ts`, and `userinfo-source.ts` (who can
 * be asked), `read-claim.ts` (which member names the customer). The resolver's own state: the answers of late, by the
 * token's fingerprint and never by the token, and the questions under way.
 */
import { createHash } from 'node:crypto';
import type { Clock, Secret } from '@gatehouse/client/platform';
import type { CustomerConfig } from '../config/customer-config.ts';
import type { GranteeAnswer } from './grantee.ts';
import type { GranteeFind, GranteeSource, GranteeTools } from './grantee-source.ts';
import { createIntrospectionSource } from './introspection-source.ts';
import { createJwtSource } from './jwt-source.ts';
import { createUserinfoSource } from './userinfo-source.ts';

/** Finds the customer behind a grantee token. */
export interface GranteeResolver {
  /** Whose token it is. Never rejects. */
  resolveCustomer(token: Secret): Promise<GranteeAnswer>;
  /** Closes what is open. */
  close(): Promise<void>;
}

/** How many answers are kept; beyond that the oldest is dropped. */
const MOST_KEPT = 10_000;

/** Opens the resolver that a configuration names; undefined when the header alone names customers. */
export function openGranteeResolver(config: CustomerConfig, tools: GranteeTools): GranteeResolver | undefined {
  if (config.resolve === 'header') return undefined;
  return createGranteeResolver(openSource(config, tools), { clock: tools.clock, cacheMs: config.cacheMs });
}

/**
 * Keeps what a source has found for `cacheMs`, and never longer than the token lives; refusals are not kept, for a token
 * that was refused may be good in a moment. Equal questions at the same time are asked once.
 */
export function createGranteeResolver(
  source: GranteeSource,
  { clock, cacheMs }: { clock: Clock; cacheMs: number },
): GranteeResolver {
  const kept = new Map<string, { readonly customer: string; readonly until: number }>();
  const asking = new Map<string, Promise<GranteeAnswer>>();

  async function ask(token: Secret, key: string): Promise<GranteeAnswer> {
    const { tokenEndsAt = Number.POSITIVE_INFINITY, ...answer }: GranteeFind = await source.findCustomer(token);
    if (answer.type === 'known') {
      kept.set(key, { customer: answer.customer, until: Math.min(clock.now() + cacheMs, tokenEndsAt) });
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    }
    return answer;
  }

  function resolveCustomer(token: Secret): Promise<GranteeAnswer> {
    const key = createHash('sha256').update(token.reveal()).digest('base64url');
    const known = kept.get(key);
    if (known !== undefined && clock.now() < known.until) {
      return Promise.resolve({ type: 'known', customer: known.customer });
    }
    kept.delete(key);
    const running = asking.get(key);
    if (running !== undefined) return running;
    const asked = ask(token, key).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return { resolveCustomer, close: () => source.close() };
}

function openSource(config: Exclude<CustomerConfig, { resolve: 'header' }>, tools: GranteeTools): GranteeSource {
  switch (config.resolve) {
    case 'introspection':
      return createIntrospectionSource(config, tools);
    case 'jwt':
      return createJwtSource(config, tools);
    case 'userinfo':
      return createUserinfoSource(config, tools);
  }
}
