import { encodeTokenError } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { matchesSecret } from '../skill/secret-fingerprint.ts';
import { NOTIFICATION_PERMISSION, type Skill } from '../skill/skill.ts';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import { showParameters } from './show-parameters.ts';
import { NOTICE_SCOPE, type TokenPair } from './token.ts';
import { createRefusal, refuseGrant, statusOf, type TokenRefusal } from './token-refusal.ts';
import type { TokenRegistry } from './token-registry.ts';
import { type ClientCredentials, parseTokenRequest, type TokenRequest } from './token-request.ts';

/** What the token endpoint knows. */
export interface TokenHouse {
  readonly skills: SkillRegistry;
  readonly tokens: TokenRegistry;
}

/** The token endpoint's answer. `body` holds tokens in clear: it goes to the socket and nowhere else. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
  /** The error word of a refusal. */
  readonly code?: string;
  readonly reason?: Reason;
  readonly skillId?: string;
  readonly userId?: string;
  /** What was asked, as far as it may be shown. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Token and refresh token as the token endpoint words them (fact sheet 7.2). */
export interface TokenPairBody {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
  readonly scope?: string;
}

/**
 * Answers a request to the token endpoint: `authorization_code`, `refresh_token` and `client_credentials`
 * (send-events 2023, Steps; fact sheet 7). Codes and rotating refresh tokens are used up by it.
 */
export function answerTokenRequest(request: TokenRequest, house: TokenHouse): TokenAnswer {
  const parsed = parseTokenRequest(request);
  const asked = parsed.parameters === undefined ? {} : { parameters: showParameters(parsed.parameters, house.skills) };
  if (parsed.type === 'refused') return { ...refuse(parsed.refusal), ...asked };
  const skill = authenticate(parsed.client, house.skills);
  if (skill === undefined) return { ...refuse(WRONG_CLIENT), ...asked };
  return { ...answerGrant(parsed.parameters, { skill, tokens: house.tokens }), ...asked, skillId: skill.skillId };
}

/** Writes a pair as the token endpoint does. */
export function encodeTokenPair(pair: TokenPair): TokenPairBody {
  return {
    access_token: pair.accessToken.reveal(),
    ...(pair.refreshToken === undefined ? { scope: pair.scope } : { refresh_token: pair.refreshToken.reveal() }),
    token_type: 'bearer',
    expires_in: pair.expiresInSeconds,
  };
}

const WRONG_CLIENT: TokenRefusal = createRefusal('client-unknown');

function authenticate(client: ClientCredentials, skills: SkillRegistry): Skill | undefined {
  const skill = skills.readByClient(client.clientId);
  return skill !== undefined && matchesSecret(skill.clientSecret, client.clientSecret) ? skill : undefined;
}

interface GrantContext {
  readonly skill: Skill;
  readonly tokens: TokenRegistry;
}

function answerGrant(parameters: Readonly<Record<string, string>>, context: GrantContext): TokenAnswer {
  switch (parameters.grant_type) {
    case 'authorization_code':
      return withParameter(parameters, 'code', code => exchangeCode(code, context));
    case 'refresh_token':
      return withParameter(parameters, 'refresh_token', token => refreshToken(token, context));
    case 'client_credentials':
      return grantToSkill(parameters.scope, context);
    case undefined:
    case '':
      return refuse(missing('grant_type'));
    default:
      return refuse(createRefusal('grant-type', { pointer: '/grant_type' }));
  }
}

function withParameter(
  parameters: Readonly<Record<string, string>>,
  name: string,
  answer: (value: string) => TokenAnswer,
): TokenAnswer {
  const value = parameters[name];
  return value ? answer(value) : refuse(missing(name));
}

function missing(parameter: string): TokenRefusal {
  return createRefusal('parameter-missing', {
    pointer: `/${parameter}`,
    message: `The parameter ${parameter} is missing`,
  });
}

function exchangeCode(code: string, { skill, tokens }: GrantContext): TokenAnswer {
  const claim = tokens.claimCode(code, skill.skillId);
  if (claim.type === 'refused') return refuse(refuseGrant('code', claim.fault));
  return { ...grant(tokens.createPair(claim.owner)), ...userOf(claim.owner.link?.userId) };
}

function refreshToken(token: string, { skill, tokens }: GrantContext): TokenAnswer {
  const claim = tokens.refresh(token, skill.skillId);
  if (claim.type === 'refused') return refuse(refuseGrant('refresh_token', claim.fault));
  return { ...grant(claim.pair), ...userOf(claim.owner.link?.userId) };
}

function grantToSkill(scope: string | undefined, { skill, tokens }: GrantContext): TokenAnswer {
  if (scope === NOTICE_SCOPE && skill.permissions.includes(NOTIFICATION_PERMISSION)) {
    return grant(tokens.createPair({ skillId: skill.skillId, stage: skill.stage, scope }));
  }
  return refuse(
    createRefusal('scope', {
      pointer: '/scope',
      message:
        scope === NOTICE_SCOPE
          ? `The skill lacks the permission ${NOTIFICATION_PERMISSION}, which opens the scope ${NOTICE_SCOPE}`
          : `The scope is not ${NOTICE_SCOPE}, the only one that a skill may ask for by itself`,
    }),
  );
}

function grant(pair: TokenPair): TokenAnswer {
  return { status: 200, body: encodeTokenPair(pair) };
}

function refuse(refusal: TokenRefusal): TokenAnswer {
  const { error, description, reason } = refusal;
  const body = encodeTokenError({ error, ...(description !== undefined && { description }) });
  return { status: statusOf(refusal), body, code: error, reason };
}

function userOf(userId: string | undefined): { userId?: string } {
  return userId === undefined ? {} : { userId };
}
