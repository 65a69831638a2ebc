import { createServer } from 'node:http';

/** The largest request that is read, in bytes. */
const MOST_BYTES = 256 * 1024;
/** How long a stop waits for what is under way, in milliseconds. */
const STOP_WITHIN_MS = 3_000;

/** What a route throws to refuse a request with a status of its own. */
export class Refusal extends Error {
  /** @param status of HTTP */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Listens on loopback. `routes` names a function for each `METHOD /path`; it gets the body and the request, and its value is
 * the answer, a 404 when it is undefined.
 */
export async function startServer({ port, routes, log }) {
  const server = createServer(async (request, response) => {
    const { method, url } = request;
    try {
      // Web pages say where they are from, and no page has business here; whoever opened one would act for it.
      if (request.headers.origin !== undefined) throw new Refusal(403, 'web pages may not ask');
      const body = method === 'POST' ? await readJson(request) : undefined;
      const answer = await routes[`${method} ${url}`]?.(body, request);
      if (answer === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } catch (error) {
      log(`Answering ${method} ${url} failed: ${error.message}`);
      response.writeHead(error.status ?? 500).end();
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Takes nothing new, and ends when what is under way is answered, or has had its time. */
    stop: () =>
      new Promise(resolve => {
        const timer = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refusal(413, 'The body is too large');
    chunks.push(chunk);
  }
  const body = parseJson(Buffer.concat(chunks).toString());
  if (typeof body === 'object' && body !== null) return body;
  throw new Refusal(400, 'The body is no JSON object');
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
