import {
  type AlexaEvent,
  GatehouseError,
  memberOf,
  type Notice,
  parseTimestamp,
  textAt,
  withScopeToken,
} from '@gatehouse/protocol';
import { readSecret } from '../config/read-secret.ts';
import type { Host } from '../platform/host.ts';
import { callJson, type JsonAnswer } from '../sample/call-json.ts';
import { refusalIn, type TriggerAnswer } from './trigger-answer.ts';

/** Where the key of the control API is found; a name with `_FILE` behind it names a file with the key. */
const KEY_VARIABLE = 'GATEHOUSE_GATEWAY_API_KEY';

/** The two paths of notices. */
const NOTICES = { live: '/v1/proactiveEvents', development: '/v1/proactiveEvents/stages/development' } as const;

/** A gateway that runs elsewhere, spoken to as a skill's backend does. */
export class GatewayAccess {
  readonly #url: string;
  readonly #host: Pick<Host, 'env' | 'readFile'>;

  /** @param url the address of one of its listeners, without a slash behind */
  constructor(host: Pick<Host, 'env' | 'readFile'>, url: string) {
    this.#url = url;
    this.#host = host;
  }

  /**
   * What the gateway's clock shows, in milliseconds since the epoch; undefined where no gateway answers.
   *
   * @throws GatehouseError `unauthorized` where one answers that wants another key
   */
  async readClock(): Promise<number | undefined> {
    const answer = await this.#control('GET', '/clock').catch(() => undefined);
    if (answer?.status === 401 && !(await this.#isRelay())) throw this.#wordStranger();
    return answer?.status === 200 ? parseTimestamp(textAt(answer.body, ['now']) ?? '') : undefined;
  }

  /** Posts an event of the smart home with a token of the skill for the customer, to the region in which the customer is. */
  async sendMessage(message: AlexaEvent, names: { skillId: string; userId: string }): Promise<TriggerAnswer> {
    const answer = await this.#control('POST', '/tokens', names);
    const token = textAt(answer.body, ['access_token']);
    if (token === undefined) return refuse(`The gateway at ${this.#url} gave no token`, answer);
    const headers = { authorization: `Bearer ${token}` };
    const found = await callJson({ method: 'GET', url: `${this.#url}/v1/alexaApiEndpoint`, headers });
    const host = hostIn(found.body);
    const base = host === undefined ? this.#url : `${new URL(this.#url).protocol}//${host}`;
    const body = withScopeToken(message, token);
    return judge(base, await callJson({ method: 'POST', url: `${base}/v3/events`, body, headers }));
  }

  /**
   * Posts a notice with a token of the skill alone.
   *
   * @throws GatehouseError `wrong-usage` without the skill's credentials, `config-invalid` for a file of the secret that
   * cannot be read
   */
  async sendNotice(
    notice: Notice,
    { stage, region }: { stage: 'development' | 'live'; region: string | undefined },
  ): Promise<TriggerAnswer> {
    const tokenUrl = this.#host.env.GATEHOUSE_TOKEN_URL || `${this.#url}/auth/O2/token`;
    const answer = await this.#askToken(tokenUrl);
    const token = textAt(answer.body, ['access_token']);
    if (token === undefined) return refuse(`The token endpoint at ${tokenUrl} gave no token`, answer);
    const base = (region && this.#host.env[`GATEHOUSE_${region}_URL`]) || this.#url;
    const headers = { authorization: `Bearer ${token}` };
    return judge(base, await callJson({ method: 'POST', url: `${base}${NOTICES[stage]}`, body: notice, headers }));
  }

  #askToken(url: string): Promise<JsonAnswer> {
    const { GATEHOUSE_CLIENT_ID: id } = this.#host.env;
    const secret = readSecret('GATEHOUSE_CLIENT_SECRET', this.#host)?.text;
    if (!(id && secret)) {
      const message =
        'A notice straight to a gateway needs the credentials of the skill; set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET';
      throw new GatehouseError('wrong-usage', message);
    }
    const scope = 'alexa::proactive_events';
    const body = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope };
    return callJson({ method: 'POST', url, body });
  }

  /** A relay that wants a key answers every path that it does not know with 401, too; its health it tells everybody. */
  async #isRelay(): Promise<boolean> {
    const { status } = await callJson({ method: 'GET', url: `${this.#url}/healthz` });
    return status !== 404;
  }

  #wordStranger(): GatehouseError {
    const key = readSecret(KEY_VARIABLE, this.#host);
    const what = key === undefined ? 'wants a key, and none is set' : `refuses the key of ${key.source}`;
    const message = `The control API of the gateway at ${this.#url} ${what}; set ${KEY_VARIABLE} to its key, or ${KEY_VARIABLE}_FILE to a file that holds it`;
    return new GatehouseError('unauthorized', message);
  }

  #control(method: 'GET' | 'POST', path: string, body?: object): Promise<JsonAnswer> {
    const key = readSecret(KEY_VARIABLE, this.#host);
    const headers = key === undefined ? {} : { authorization: `Bearer ${key.text}` };
    const url = `${this.#url}/_gatehouse${path}`;
    return callJson({ method, url, headers, ...(body !== undefined && { body }) });
  }
}

/** The first of the hosts that a region lookup answers. */
function hostIn(body: unknown): string | undefined {
  const hosts = memberOf(body, 'endpoints');
  const first: unknown = Array.isArray(hosts) ? hosts[0] : undefined;
  return typeof first === 'string' && URL.canParse(`http://${first}`) ? first : undefined;
}

function judge(base: string, { status, body }: JsonAnswer): TriggerAnswer {
  if (status === 202) return { to: 'gateway', taken: true, status, said: 'The gateway has taken it with 202' };
  return refuse(`The gateway at ${base} refused it`, { status, body });
}

function refuse(what: string, { status, body }: JsonAnswer): TriggerAnswer {
  return { to: 'gateway', taken: false, status, said: `${what}, with ${status}: ${refusalIn(body)}`, body };
}
