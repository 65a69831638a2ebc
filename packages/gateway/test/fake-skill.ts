import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake skill does with a directive: the reply's JSON, or undefined for silence. */
export type SkillScript = (directive: Directive) => unknown;

/** A directive as the skill reads it. */
export interface Directive {
  readonly directive: {
    readonly header: { readonly namespace: string; readonly name: string; readonly messageId: string };
    readonly payload: Readonly<Record<string, unknown>>;
  };
}

/** A skill's own endpoint, over real HTTP. */
export interface FakeSkill {
  readonly url: string;
  /** Every directive that came, in order. */
  readonly received: readonly Directive[];
  /** The path of each request, in order. */
  readonly paths: readonly string[];
  stop(): Promise<void>;
}

/** Starts a skill that answers as the script says; a script that throws makes it answer 500. */
export async function startFakeSkill(script: SkillScript): Promise<FakeSkill> {
  const received: Directive[] = [];
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const directive = JSON.parse(Buffer.concat(chunks).toString()) as Directive;
    received.push(directive);
    paths.push(request.url ?? '');
    try {
      const reply = await script(directive);
      if (reply !== undefined) response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/directives`,
    received,
    paths,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
