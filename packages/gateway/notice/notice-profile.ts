import type { NoticeErrorProfile } from '@gatehouse/protocol';
import type { GatewayConfig } from '../config/gateway-config.ts';

/** The form of the errors of notices: the configured one, else that of the edition by which events' errors are worded. */
export function noticeProfileOf({
  noticeProfile,
  profile,
}: Pick<GatewayConfig, 'noticeProfile' | 'profile'>): NoticeErrorProfile {
  return noticeProfile ?? (profile === '2019' ? '2019' : 'page');
}
