import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What a {@link Gate} does with a request. `open`: passes it on and the answer back. `deaf`: passes it on and cuts the
 * connection before the answer, so that the sender cannot know. `shut`: cuts the connection before anything is passed on.
 */
export type GateMode = 'open' | 'deaf' | 'shut';

/** A stretch of bad network in front of a server. */
export class Gate {
  mode: GateMode = 'open';
  /** How many requests came in each mode. */
  readonly seen: Record<GateMode, number> = { open: 0, deaf: 0, shut: 0 };
  readonly #target: string;
  readonly #server = createServer((incoming, answer) => this.#pass(incoming, answer));

  constructor(target: string) {
    this.#target = target;
  }

  /** Listens on a free loopback port; answers its address. */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends every connection and stops listening. */
  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { mode } = this;
    this.seen[mode]++;
    if (mode === 'shut') return void incoming.socket.destroy();
    const { host: _host, ...headers } = incoming.headers;
    const outgoing = request(
      `${this.#target}${incoming.url}`,
      { method: incoming.method, headers, agent: false },
      response => {
        if (mode === 'deaf') {
          response.resume();
          response.on('end', () => incoming.socket.destroy());
          return;
        }
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  }
}
