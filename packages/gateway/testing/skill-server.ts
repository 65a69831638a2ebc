import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/**
 * A skill's own function: takes a directive as Alexa sends it and answers an event, as the handler of a Lambda function
 * does. What it throws, or leaves undefined, reaches Alexa as a failure.
 */
export type SkillHandler = (directive: unknown) => unknown;

/** A handler behind a loopback address. */
export interface SkillServer {
  /** Where directives are posted to. */
  readonly url: string;
  /** Closes it, and every connection to it. */
  stop(): Promise<void>;
}

/** Puts a handler behind a free port of 127.0.0.1, so that a gateway can send it directives. */
export async function startSkillServer(handler: SkillHandler): Promise<SkillServer> {
  const server = createServer((request, response) => void answer(request, { response, handler }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}/`, stop: () => stop(server) };
}

async function answer(
  request: IncomingMessage,
  { response, handler }: { readonly response: ServerResponse; readonly handler: SkillHandler },
): Promise<void> {
  try {
    const reply = await handler(await readJson(request));
    const text = JSON.stringify(reply);
    if (text === undefined) response.writeHead(500).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  } catch {
    response.writeHead(500).end();
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
