import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

/** One call of a skill. */
export interface JsonPost {
  readonly url: URL;
  /** JSON text. */
  readonly body: string;
  /** The largest answer that is read, in bytes. */
  readonly maxBytes: number;
  /** Ends the call at once; the result is then `aborted`. */
  readonly signal: AbortSignal;
}

/** What came back, before anybody judges it. `functionError` is the header by which Lambda says that the function failed. */
export type PostResult =
  | { readonly type: 'answered'; readonly status: number; readonly functionError?: string; readonly body: string }
  | { readonly type: 'too-large'; readonly maxBytes: number }
  | { readonly type: 'aborted' }
  | { readonly type: 'unanswered'; readonly detail: string };

/** How directives leave the gateway; tests may pass another one. */
export type PostJson = (post: JsonPost) => Promise<PostResult>;

/**
 * Posts JSON and reads the answer, on a connection of its own and without following redirects. Never rejects.
 * `localhost` is always the loopback interface, whatever the resolver of the machine says.
 */
export const postJson: PostJson = post =>
  new Promise(resolve => {
    if (post.signal.aborted) return resolve({ type: 'aborted' });
    const open = post.url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = open(post.url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'content-length': Buffer.byteLength(post.body),
      },
      signal: post.signal,
      ...(post.url.hostname === 'localhost' && { lookup: lookUpLoopback }),
    });
    const fail = (error: Error): void => resolve(encodeFailure(error, post.signal));
    outgoing.on('error', fail);
    outgoing.on('response', incoming => {
      readBody(incoming, post.maxBytes).then(resolve, fail);
    });
    outgoing.end(post.body);
  });

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<PostResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    // Leaving the loop destroys the connection.
    if (size > maxBytes) return { type: 'too-large', maxBytes };
    chunks.push(chunk);
  }
  const functionError = incoming.headers['x-amz-function-error'];
  return {
    type: 'answered',
    status: incoming.statusCode ?? 0,
    ...(typeof functionError === 'string' && { functionError }),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function encodeFailure(error: Error, signal: AbortSignal): PostResult {
  if (signal.aborted) return { type: 'aborted' };
  const code: unknown = Reflect.get(error, 'code');
  return { type: 'unanswered', detail: typeof code === 'string' ? code : error.name };
}

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

const lookUpLoopback: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, LOOPBACK);
  else callback(null, '127.0.0.1', 4);
};
