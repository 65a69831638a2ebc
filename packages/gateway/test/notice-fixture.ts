import type { GatewayConfig } from '../config/gateway-config.ts';
import type { NoticeView } from '../notice/view-notice.ts';
import type { SkillBody } from '../skill/skill-schema.ts';
import { type JsonAnswer, send } from './amazon-calls.ts';
import { CLIENT_SECRET, startTestGateway, type TestGateway } from './gateway-fixture.ts';

/** The path of the live address, and that of the development stage. */
export const LIVE = '/v1/proactiveEvents';
export const DEVELOPMENT = '/v1/proactiveEvents/stages/development';

/** The two events that the skill of these tests publishes. */
export const ORDER = 'AMAZON.OrderStatus.Updated';
export const WEATHER = 'AMAZON.WeatherAlert.Activated';

/** How a notice is posted: to the live address of NA with the skill's token unless told otherwise. */
export interface PostOptions {
  readonly path?: string;
  readonly url?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway with a live skill that may send notices, and one customer of NA who allows them. */
export interface NoticeGateway extends TestGateway {
  /** Of the scope `alexa::proactive_events`. */
  readonly token: string;
  /** Posts a notice; text and bytes go as they are. */
  post(notice: unknown, options?: PostOptions): Promise<JsonAnswer>;
  /** What a customer hears, `user-1` unless told otherwise. */
  notices(userId?: string): Promise<NoticeView[]>;
  /** Asks the token endpoint for a token of the skill alone. */
  noticeToken(): Promise<string>;
}

/** The skill of these tests. */
export const noticeSkill: SkillBody = {
  clientId: 'client-1',
  clientSecret: CLIENT_SECRET,
  stage: 'live',
  permissions: ['alexa::async_event:write', 'alexa::devices:all:notifications:write'],
  publications: [ORDER, { eventName: WEATHER }],
};

/** Starts it. */
export async function startNoticeGateway(
  config: Partial<GatewayConfig> = {},
  { skill = {}, customer = {} }: { readonly skill?: object; readonly customer?: object } = {},
): Promise<NoticeGateway> {
  const gateway = await startTestGateway(config);
  const allowed = { notifications: { 'skill-1': [ORDER, WEATHER] } };
  await gateway.control('PUT', '/skills/skill-1', { ...noticeSkill, ...skill });
  await gateway.control('PUT', '/customers/user-1', { region: 'NA', locale: 'en-US', ...allowed, ...customer });
  const noticeToken = async (): Promise<string> => {
    const client = { client_id: 'client-1', client_secret: CLIENT_SECRET, scope: 'alexa::proactive_events' };
    const { body } = await gateway.askToken({ grant_type: 'client_credentials', ...client });
    return (body as { access_token: string }).access_token;
  };
  const token = await noticeToken();
  const post: NoticeGateway['post'] = (notice, options = {}) => {
    const { path = LIVE, url = gateway.urls.na, headers = {} } = options;
    return send(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token ?? token}`, ...headers },
      body: typeof notice === 'string' || Buffer.isBuffer(notice) ? notice : JSON.stringify(notice),
    });
  };
  const notices: NoticeGateway['notices'] = async (userId = 'user-1') =>
    ((await gateway.control('GET', `/notices/${userId}?limit=1000`)).body as { items: NoticeView[] }).items;
  return { ...gateway, token, post, notices, noticeToken };
}

/** A time so many milliseconds after the start of the virtual clock, as a notice has it. */
export function timeAt(ms: number): string {
  return new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
}

/** How a notice of these tests differs from the others. */
export interface NoticeParts {
  readonly referenceId?: string;
  /** When the sender says it happened, in milliseconds after the start of the virtual clock. */
  readonly at?: number;
  readonly expiresAt?: number;
  /** Absent, it is for everybody. */
  readonly user?: string;
  readonly locales?: readonly string[];
  readonly status?: string;
}

const HOUR_MS = 3_600_000;

/** An order that changed its state, told to `user-1` unless told otherwise. */
export function orderNotice(parts: NoticeParts = {}): Record<string, unknown> {
  const { referenceId = 'order1', at = 0, expiresAt = at + HOUR_MS, user = 'user-1', locales = ['en-US'] } = parts;
  return {
    timestamp: timeAt(at),
    referenceId,
    expiryTime: timeAt(expiresAt),
    event: {
      name: ORDER,
      payload: {
        state: { status: parts.status ?? 'ORDER_DELIVERED' },
        order: { seller: { name: 'localizedattribute:sellerName' } },
      },
    },
    localizedAttributes: locales.map(locale => ({ locale, sellerName: `AnyCompany ${locale}` })),
    relevantAudience: { type: 'Unicast', payload: { user } },
  };
}

/** An alert to everybody who subscribes. */
export function weatherNotice(parts: NoticeParts = {}): Record<string, unknown> {
  const { referenceId = 'storm1', at = 0, expiresAt = at + HOUR_MS, locales = ['en-US'] } = parts;
  return {
    timestamp: timeAt(at),
    referenceId,
    expiryTime: timeAt(expiresAt),
    event: { name: WEATHER, payload: { weatherAlert: { source: 'localizedattribute:source', alertType: 'TORNADO' } } },
    localizedAttributes: locales.map(locale => ({ locale, source: `The Weather ${locale}` })),
    relevantAudience: { type: 'Multicast', payload: {} },
  };
}
