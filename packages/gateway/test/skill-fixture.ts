import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textAt } from '@gatehouse/protocol';

/** One call that a skill took. */
export interface SkillCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly directive: unknown;
}

/** A skill behind a real socket. */
export interface SkillFixture {
  readonly url: string;
  readonly calls: readonly SkillCall[];
  /** Resolves when so many calls have come. */
  called(count: number): Promise<void>;
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Answers one call in whatever way; the default ways are in {@link answer}. */
export type SkillHandler = (call: SkillCall, response: ServerResponse) => unknown;

export async function openSkill(handle: SkillHandler): Promise<SkillFixture> {
  const calls: SkillCall[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        path: request.url ?? '',
        headers: request.headers,
        directive: JSON.parse(Buffer.concat(chunks).toString()),
      };
      calls.push(call);
      for (const check of waiting) check();
      handle(call, response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/skill`,
    calls,
    called: count =>
      new Promise(resolve => {
        const check = (): void => void (calls.length >= count && resolve());
        waiting.push(check);
        check();
      }),
    connections: () => new Promise(resolve => server.getConnections((_error, count) => resolve(count))),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function answer(body: unknown, status: number = 200, headers: Record<string, string> = {}): SkillHandler {
  return (_call, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** An answer to a directive, with its correlationToken. */
export function replyTo(
  directive: unknown,
  name: string,
  parts: { payload?: object; context?: readonly object[]; header?: object } = {},
): object {
  const correlationToken = textAt(directive, ['directive', 'header', 'correlationToken']);
  const endpointId = textAt(directive, ['directive', 'endpoint', 'endpointId']);
  const header = {
    namespace: 'Alexa',
    name,
    messageId: 'reply-1',
    payloadVersion: '3',
    correlationToken,
    ...parts.header,
  };
  return {
    event: { header, ...(endpointId !== undefined && { endpoint: { endpointId } }), payload: parts.payload ?? {} },
    ...(parts.context && { context: { properties: parts.context } }),
  };
}

/** A directive as the skill reads it. */
export interface Directive {
  readonly directive: {
    readonly header: { readonly namespace: string; readonly name: string; readonly messageId: string };
    readonly payload: Readonly<Record<string, unknown>>;
  };
}

/** What a skill does with a directive: the reply's JSON, or undefined for silence. */
export type SkillScript = (directive: Directive) => unknown;

/** Answers as the script says; 500 when it throws. */
export function play(script: SkillScript): SkillHandler {
  return async (call, response) => {
    try {
      const said = await script(call.directive as Directive);
      if (said !== undefined) answer(said)(call, response);
    } catch {
      response.writeHead(500).end();
    }
  };
}

/** Answers each directive with an event made for it. */
export function reply(name: string, parts?: Parameters<typeof replyTo>[2]): SkillHandler {
  return (call, response) => answer(replyTo(call.directive, name, parts))(call, response);
}
