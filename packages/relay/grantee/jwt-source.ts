import type { Secret } from '@gatehouse/client/platform';
import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { JwtConfig } from '../config/customer-config.ts';
import type { GranteeFind, GranteeSource, GranteeTools } from './grantee-source.ts';
import { KeySet } from './key-set.ts';
import { readClaim } from './read-claim.ts';

/** By how much the clocks of the device cloud and the relay may differ, in seconds. */
const SKEW_SECONDS = 30;

const UNREACHABLE: GranteeFind = {
  type: 'unreachable',
  reason: 'The keys that the device cloud signs its tokens with could not be read',
};

/**
 * Opens a source that checks the token as a JWT (RFC 7519; RFC 8725): signed with a key of the set at the URL by one of
 * the algorithms allowed, by this issuer, for this audience, not over and not before its time.
 */
export function createJwtSource(config: JwtConfig, tools: GranteeTools): GranteeSource {
  const { clock } = tools;
  const { issuer, audience, algorithms, claim } = config;
  const keys = new KeySet(config, tools);

  function verify(token: Secret, key: JWTVerifyGetKey): ReturnType<typeof jwtVerify> {
    const options: JWTVerifyOptions = {
      issuer,
      audience,
      algorithms: [...algorithms],
      requiredClaims: ['exp'],
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
    };
    return jwtVerify(token.reveal(), key, options);
  }

  async function verifyWithFreshKeys(token: Secret): ReturnType<typeof jwtVerify> {
    const first = await keys.read();
    try {
      return await verify(token, first);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return verify(token, await keys.readAgain());
    }
  }

  async function findCustomer(token: Secret): Promise<GranteeFind> {
    try {
      const { payload } = await verifyWithFreshKeys(token);
      const ends = payload.exp === undefined ? {} : { tokenEndsAt: payload.exp * 1000 };
      return { ...readClaim({ ...payload }, [claim]), ...ends };
    } catch (error) {
      return judgeFailure(error);
    }
  }

  return { findCustomer, close: () => keys.close() };
}

const refusals: readonly (readonly [new (...args: never[]) => Error, string])[] = [
  [errors.JWSSignatureVerificationFailed, 'is not signed with the key that it names'],
  [errors.JWKSNoMatchingKey, 'is signed with a key that the device cloud does not publish'],
  [errors.JWKSMultipleMatchingKeys, 'does not say which of several keys it is signed with'],
  [errors.JOSEAlgNotAllowed, 'is signed by an algorithm that is not allowed'],
  [errors.JOSENotSupported, 'is signed in a way that is not supported'],
];

function judgeFailure(error: unknown): GranteeFind {
  if (error instanceof errors.JWTExpired) return refuse('is over', true);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refuse(`has the claim ${error.claim} missing, or with another value than configured`);
  }
  const known = refusals.find(([type]) => error instanceof type);
  if (known !== undefined) return refuse(known[1]);
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return refuse('is no signed JWT');
  return UNREACHABLE;
}

function refuse(what: string, expired?: true): GranteeFind {
  const reason = `The token of the device cloud ${what}`;
  return expired ? { type: 'refused', reason, expired } : { type: 'refused', reason };
}
