import { GatehouseError, gatehouseErrors, isJsonObject, type JsonObject, textAt } from '@gatehouse/protocol';
import { type FoundSecret, readSecret } from '../config/read-secret.ts';
import type { Host } from '../platform/host.ts';
import { callJson } from '../sample/call-json.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit.ts';

/** A question to a running relay. */
export interface RelayAsk {
  readonly method?: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
}

/** A call of a relay's API whose answer, whatever it is, is for the caller to judge. */
export interface RelayCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** Where the commands that ask a relay find its key; a name with `_FILE` behind it names a file with the key. */
const KEY_VARIABLE = 'GATEHOUSE_RELAY_API_KEY';

/** A relay that runs elsewhere, reached over its API. */
export class RelayAccess {
  readonly #url: string;
  readonly #option: string;
  readonly #key: FoundSecret | undefined;

  /**
   * @param url the relay's address; default: where `GATEHOUSE_RELAY_HOST` and `GATEHOUSE_RELAY_PORT` say that one listens
   * @param option the option that names it, for messages
   * @throws GatehouseError `wrong-usage` for an address that is none, `config-invalid` for a key file that cannot be read
   */
  constructor(
    host: Pick<Host, 'env' | 'readFile'>,
    { url, option = '--relay' }: { readonly url: string | undefined; readonly option?: string },
  ) {
    const { env } = host;
    const address = url ?? `http://${env.GATEHOUSE_RELAY_HOST || '127.0.0.1'}:${env.GATEHOUSE_RELAY_PORT || '4500'}`;
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
      throw new GatehouseError(
        'wrong-usage',
        `The relay's address is no URL of http or https; allowed is one such as http://127.0.0.1:4500 in ${option}, or its parts in GATEHOUSE_RELAY_HOST and GATEHOUSE_RELAY_PORT`,
      );
    }
    this.#url = address.replace(/\/+$/, '');
    this.#option = option;
    this.#key = readSecret(KEY_VARIABLE, host);
  }

  /** The relay's address, without a slash behind. */
  get url(): string {
    return this.#url;
  }

  /**
   * The body of the relay's answer, or undefined when it says 404 or 409: the answer is no.
   *
   * @throws GatehouseError `unreachable` when no relay answers; with the relay's own code for another refusal
   */
  async ask({ method = 'GET', path }: RelayAsk): Promise<RelayAnswer> {
    const { status, body } = await this.call({ method, path });
    if (status >= 200 && status < 300 && isJsonObject(body)) return { type: 'yes', body };
    if (status === 404) await this.#checkRelay();
    const code = textAt(body, ['code']);
    const message = textAt(body, ['detail']) ?? `The relay answered ${method} ${path} with HTTP status ${status}`;
    if (code !== undefined && (status === 404 || status === 409)) {
      return { type: 'no', code, message, remedy: textAt(body, ['remedy']) ?? '' };
    }
    const known = Object.keys(gatehouseErrors).find(one => one === code) as keyof typeof gatehouseErrors | undefined;
    throw new GatehouseError(known ?? 'unreachable', message);
  }

  /**
   * Whatever the relay answers, but that it does not know the caller.
   *
   * @throws GatehouseError `unauthorized` without a key that the relay takes; `unreachable` when nothing usable answers
   */
  async call(call: RelayCall): Promise<{ status: number; body: unknown }> {
    const answer = await this.#send(call);
    if (answer.status === 401) throw this.#wordStranger(textAt(answer.body, ['detail']));
    return answer;
  }

  /** A path that every relay has tells a 404 of a relay from that of any other server, such as a gateway. */
  async #checkRelay(): Promise<void> {
    const { status } = await this.call({ method: 'GET', path: '/v1/customers?limit=1' });
    if (status !== 404) return;
    const message = `What answers at ${this.#url} is no relay; name the address of one with ${this.#option}, or start one with "gatehouse relay"`;
    throw new GatehouseError('unreachable', message);
  }

  /** The relay names the header that it wants; who uses the command line sets a variable. */
  #wordStranger(detail: string | undefined): GatehouseError {
    const message =
      this.#key === undefined
        ? `The relay at ${this.#url} wants an API key, and none is set; set ${KEY_VARIABLE} to one, or ${KEY_VARIABLE}_FILE to a file that holds it`
        : `The relay at ${this.#url} refuses the API key of ${this.#key.source}; set it to another one${detail === undefined ? '' : `. The relay says: ${detail}`}`;
    return new GatehouseError('unauthorized', message);
  }

  async #send({ method, path, body }: RelayCall): Promise<{ status: number; body: unknown }> {
    const headers = this.#key === undefined ? {} : { authorization: `Bearer ${this.#key.text}` };
    try {
      const answer = await callJson({ method, url: `${this.#url}${path}`, headers, body });
      return { status: answer.status, body: answer.body ?? {} };
    } catch (cause) {
      const message = `No relay answers at ${this.#url}; start one with "gatehouse relay", or name its address with ${this.#option}`;
      throw new GatehouseError('unreachable', message, { cause });
    }
  }
}

/** What a relay says: yes with a body, or no with the reason. */
export type RelayAnswer =
  | { readonly type: 'yes'; readonly body: JsonObject }
  | { readonly type: 'no'; readonly code: string; readonly message: string; readonly remedy: string };

/** Tells a no: on stderr for people, and as the exit code. */
export function tellNo({ host, exit }: CommandContext, answer: Extract<RelayAnswer, { type: 'no' }>): void {
  host.err(`gatehouse: ${answer.message} [${answer.code}]\n  ${answer.remedy}\n`);
  exit(EXIT.no);
}
