import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@gatehouse/client/platform';
import { isJsonObject, parseRegion, type Region, scopeTokenOf, textAt } from '@gatehouse/protocol';

/** One posted event as the fake heard it; `at` is on the test's clock. */
export interface HeardEvent {
  readonly at: number;
  readonly region: Region;
  readonly token: string;
  readonly messageId: string;
  readonly name: string;
  readonly endpointId: string;
  readonly message: unknown;
}

/** How the fake answers: an HTTP answer, `hang` (never), or `cut` (the connection ends without a byte). */
export type FakeAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'cut';

/** One question to the token endpoint. */
export type TokenForm = Readonly<Record<string, string>>;

/** A refusal as the gateway words it. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): FakeAnswer {
  const body = {
    header: { namespace: 'System', name: 'Exception', messageId: 'm' },
    payload: { code, description: 'Said' },
  };
  return { status, body, headers };
}

/** What the event gateway answers when all is well. */
export const ACCEPTED: FakeAnswer = { status: 202 };

/**
 * Amazon's end for flows of the relay: three regional gateways, the region look-up and the token endpoint on one
 * loopback server. It accepts everything and mints tokens until a test says otherwise.
 */
export class FakeAmazon {
  readonly events: HeardEvent[] = [];
  readonly tokenForms: TokenForm[] = [];
  regionAsks = 0;
  /** Requests that hang on purpose, so that a test does not wait for them. */
  hanging = 0;
  onEvent: (event: HeardEvent) => FakeAnswer = () => ACCEPTED;
  onToken: (form: TokenForm) => FakeAnswer | undefined = () => undefined;
  onRegion: (token: string) => FakeAnswer = () => ({ status: 200, body: { endpoints: ['api.amazonalexa.com'] } });
  readonly #clock: Clock;
  readonly #server: Server;
  #minted = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((request, response) => void this.#hear(request, response));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** The base URL of each region; region and path cannot be mixed up. */
  get urls(): Readonly<Record<Region, string>> {
    return { NA: `${this.#base}/na`, EU: `${this.#base}/eu`, FE: `${this.#base}/fe` };
  }

  get tokenUrl(): string {
    return `${this.#base}/auth/o2/token`;
  }

  get #base(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const answer = this.#answer(request.url ?? '', request, body);
    if (answer === 'cut') return void request.socket.destroy();
    if (answer === 'hang') {
      this.hanging += 1;
      response.once('close', () => {
        this.hanging -= 1;
      });
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(
      answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    );
  }

  #answer(path: string, request: IncomingMessage, body: string): FakeAnswer {
    if (path === '/auth/o2/token') return this.#answerToken(Object.fromEntries(new URLSearchParams(body)));
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (path.endsWith('/v1/alexaApiEndpoint')) {
      this.regionAsks += 1;
      return this.onRegion(token);
    }
    return this.#answerEvent(path, token, JSON.parse(body));
  }

  #answerEvent(path: string, token: string, message: unknown): FakeAnswer {
    const region = parseRegion(path.slice(1, 3));
    if (region === undefined || scopeTokenOf(message) !== token) return { status: 418, body: 'wrong path or token' };
    const [messageId = '', name = '', endpointId = ''] = [
      ['event', 'header', 'messageId'],
      ['event', 'header', 'name'],
      ['event', 'endpoint', 'endpointId'],
    ].map(at => textAt(message, at));
    const heard = { at: this.#clock.now(), region, token, messageId, name, endpointId, message };
    this.events.push(heard);
    return this.onEvent(heard);
  }

  #answerToken(form: TokenForm): FakeAnswer {
    this.tokenForms.push(form);
    const answer = this.onToken(form);
    return answer ?? this.grant();
  }

  /** A fresh pair of tokens, as the token endpoint gives them. */
  grant(more: Record<string, unknown> = {}): FakeAnswer {
    this.#minted += 1;
    const [access_token, refresh_token] = ['Atza', 'Atzr'].map(kind => `${kind}|GATEHOUSE-${this.#minted}`);
    return { status: 200, body: { access_token, refresh_token, token_type: 'bearer', expires_in: 3600, ...more } };
  }
}

/** The values that a posted message states as changed, in its order. */
export function changedValues({ message }: HeardEvent): unknown[] {
  const read = (value: unknown, name: string): unknown => (isJsonObject(value) ? value[name] : undefined);
  const change = read(read(read(message, 'event'), 'payload'), 'change');
  const properties = read(change, 'properties');
  return Array.isArray(properties) ? properties.map(property => read(property, 'value')) : [];
}
