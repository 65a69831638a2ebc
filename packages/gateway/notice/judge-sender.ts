import type { RefusalId } from '../event/event-rules.ts';
import { judgeAuthorization } from '../event/judge-token.ts';
import { NOTIFICATION_PERMISSION, type Skill } from '../skill/skill.ts';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import { NOTICE_SCOPE, type TokenOwner } from '../token/token.ts';
import type { TokenRegistry } from '../token/token-registry.ts';
import { type NoticeRefusal, refuseNotice } from './notice-refusal.ts';
import type { NoticeRefusalId } from './notice-rules.ts';
import type { NoticeStage } from './taken-notice.ts';

/** Who may send notices, and what is known of skills. */
export interface SenderHouse {
  readonly skills: SkillRegistry;
  readonly tokens: TokenRegistry;
  readonly config: { readonly noticeStageRequired: boolean };
}

/** The skill that a token speaks for. */
export type SenderVerdict =
  | { readonly type: 'accepted'; readonly skill: Skill; readonly owner: TokenOwner }
  | { readonly type: 'refused'; readonly refusal: NoticeRefusal; readonly owner?: TokenOwner };

/** What a request says of its sender before its body counts. */
export interface SenderRequest {
  readonly stage: NoticeStage;
  readonly authorization: string | undefined;
}

/** The refusals of a token, which events and notices have in common. */
const TOKEN_IDS: Readonly<Partial<Record<RefusalId, NoticeRefusalId>>> = {
  'token-missing': 'token-missing',
  'token-scheme': 'token-scheme',
  'token-unknown': 'token-unknown',
  'token-expired': 'token-expired',
  'token-revoked': 'token-revoked',
};

/**
 * Judges who sends: the token is there and good, speaks for the skill alone, the skill is there, in the token's stage, and
 * has the permission still. The live address is for live skills where that is configured (proactive events API,
 * Authentication, Production endpoints and 401, 403, 404).
 */
export function judgeSender({ authorization, stage }: SenderRequest, house: SenderHouse): SenderVerdict {
  const token = judgeAuthorization(authorization, house.tokens);
  if (token.type === 'refused') {
    const id = TOKEN_IDS[token.reason.code as RefusalId] ?? 'token-unknown';
    return { type: 'refused', refusal: refuseNotice(id) };
  }
  const { owner } = token;
  const refuse = (id: NoticeRefusalId): SenderVerdict => ({ type: 'refused', refusal: refuseNotice(id), owner });
  if (owner.scope !== NOTICE_SCOPE) return refuse('token-scope');
  const skill = house.skills.read(owner.skillId);
  if (skill === undefined) return refuse('skill-unknown');
  if (skill.stage !== owner.stage) return refuse('skill-stage');
  if (!skill.permissions.includes(NOTIFICATION_PERMISSION)) return refuse('permission-missing');
  if (house.config.noticeStageRequired && stage === 'live' && skill.stage !== 'live') return refuse('stage-not-live');
  return { type: 'accepted', skill, owner };
}
