import { CLIENT_SECRET, powerReport, type Tokens } from './gateway-fixture.ts';
import { event, lamp } from './home-fixture.ts';

/** A good request, to be changed. */
export interface Template {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** What stands in the Authorization header; default the customer's access token. */
  readonly token?: string;
  /** Whether the body goes as a form; default JSON. */
  readonly form?: true;
  /** Whether the answer may hold a token, as it is what was asked for. */
  readonly givesToken?: true;
  /** Whether the answer may keep waiting, so that the sender hangs up. */
  readonly waits?: true;
}

/** What there is at a moment to write good requests with. */
export interface FuzzWorld {
  readonly tokens: Tokens;
  /** Of the scope `alexa::proactive_events`. */
  readonly noticeToken: string;
  /** Grows from request to request. */
  readonly number: number;
}

const control = '/_gatehouse';
const routine = {
  name: 'Lights',
  when: { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' },
  then: [{ endpointId: 'lamp-2', namespace: 'Alexa.PowerController', name: 'TurnOn' }],
};
const skill = { clientSecret: CLIENT_SECRET, directiveUrl: 'http://127.0.0.1:1/', stage: 'live' };
const fault = { match: { path: '/v3/events', kind: 'ChangeReport' }, do: { status: 503 }, when: { count: 3 }, seed: 2 };

/** A notice within the hour in which the run's clock stands. */
function notice(referenceId: string, relevantAudience: object): object {
  return {
    ...{ timestamp: '2026-01-01T00:00:00Z', referenceId, expiryTime: '2026-01-01T02:00:00+00:00' },
    event: {
      name: 'AMAZON.OrderStatus.Updated',
      payload: {
        state: { status: 'ORDER_SHIPPED', deliveryDetails: { expectedArrival: '2026-01-02T00:00:00Z' } },
        order: { seller: { name: 'localizedattribute:sellerName' } },
      },
    },
    localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
    relevantAudience,
  };
}

/** Good requests to every path of Amazon's side. */
export function amazonTemplates({ tokens, noticeToken, number }: FuzzWorld): readonly [Template, ...Template[]] {
  const { access_token: token, refresh_token } = tokens;
  const scope = { type: 'BearerToken', token };
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  const post = (body: unknown): Template => ({ method: 'POST', path: '/v3/events', body });
  const tell = (path: string, body: unknown): Template => ({ method: 'POST', path, body, token: noticeToken });
  const ask = (body: object, form?: true): Template => ({
    method: 'POST',
    path: '/auth/o2/token',
    body,
    givesToken: true,
    ...(form && { form }),
  });
  return [
    post(powerReport(token, `message-${number}`)),
    post(event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints: [lamp], scope } })),
    post(event(['Alexa.Discovery', 'DeleteReport'], { payload: { endpoints: [{ endpointId: 'lamp-1' }], scope } })),
    post(event(['Alexa', 'Response'], { payload: {} })),
    ask({ grant_type: 'refresh_token', refresh_token, ...client }, true),
    ask({ grant_type: 'authorization_code', code: 'GATEHOUSE-CODE-x', ...client }),
    ask({ grant_type: 'client_credentials', scope: 'alexa::proactive_events', ...client }, true),
    { method: 'GET', path: '/v1/alexaApiEndpoint' },
    tell('/v1/proactiveEvents/', notice(`order${number}`, { type: 'Unicast', payload: { user: 'user-1' } })),
    tell('/v1/proactiveEvents/stages/development', notice(`alert${number % 7}`, { type: 'Multicast', payload: {} })),
  ];
}

/** Good requests to the control API that leave the state as it is, or change little of it. */
export function controlTemplates({ number }: FuzzWorld): readonly [Template, ...Template[]] {
  const who = { skillId: 'skill-1', userId: 'user-1' };
  const at = (method: string, path: string, body?: unknown): Template => ({ method, path: control + path, body });
  return [
    at('GET', '/health'),
    at('GET', '/journal?limit=20&kind=ChangeReport&after=entry-5'),
    { ...at('POST', '/journal/await', { match: { kind: 'ChangeReport' }, count: 1, timeoutMs: 0 }), waits: true },
    { ...at('GET', '/journal/stream?userId=user-1'), waits: true },
    at('GET', '/homes/user-1'),
    at('PUT', `/skills/skill-${2 + (number % 3)}`, { ...skill, clientId: `client-${2 + (number % 3)}` }),
    at('GET', '/skills/skill-1'),
    at('GET', '/skills?limit=2&after=skill-1'),
    at('DELETE', '/skills/skill-2'),
    at('PUT', `/customers/user-${number % 5}`, { region: 'NA', locale: 'en-US', timeZone: 'UTC', notifications: {} }),
    at('GET', '/customers?limit=3'),
    at('DELETE', '/customers/user-4'),
    at('PUT', '/customers/user-1/subscriptions/skill-1', { events: ['AMAZON.OrderStatus.Updated'] }),
    at('GET', '/customers/user-1/subscriptions?limit=3'),
    at('DELETE', '/customers/user-1/subscriptions/skill-1'),
    at('GET', '/notices/user-1?limit=5&after=notice-000000000001'),
    at('PUT', '/customers/user-1/routines/routine-1', routine),
    at('GET', '/customers/user-1/routines'),
    at('DELETE', '/customers/user-1/routines/routine-1'),
    at('POST', '/links', { ...who, granteeToken: 'gatehouse-secret-grantee' }),
    at('DELETE', '/links/skill-1/user-2'),
    at('POST', '/skills/skill-1/backfill', {}),
    { ...at('POST', '/tokens', who), givesToken: true },
    at('POST', '/directives', { ...who, endpointId: 'lamp-1', namespace: 'Alexa', name: 'ReportState', payload: {} }),
    at('GET', '/faults'),
    at('GET', '/limits'),
    at('PUT', '/limits', { skill: { perSecond: 100_000, burst: 100_000 }, customer: null }),
    at('GET', '/clock'),
    at('POST', '/clock', { freeze: false, advanceMs: 10, scale: 1, now: '2026-01-01T00:00:00.000Z' }),
    at('GET', '/rules'),
    at('GET', '/export'),
  ];
}

/** Requests that replace the state, or after which answers are spoilt because that was asked for. */
export function upsettingTemplates(_: FuzzWorld): readonly [Template, ...Template[]] {
  const records = [{ kind: 'customer', key: 'user-9', value: { region: 'EU', notifications: {} } }];
  const at = (method: string, path: string, body?: unknown): Template => ({ method, path: control + path, body });
  return [
    at('PUT', '/faults', [fault]),
    at('PUT', '/faults', [{ do: { cut: 'body', reset: true }, when: { probability: 0.2 } }, fault]),
    at('DELETE', '/faults'),
    at('POST', '/import', { format: 'gatehouse-gateway', version: 1, records }),
    at('POST', '/reset'),
  ];
}
