import { createServer } from 'node:http';

/** The largest request that is read, in bytes. */
const MOST_BYTES = 256 * 1024;

/** Takes skill events at `POST /skill-events`, and what `routes` adds: a function of the body for each path. */
export async function startServer({ subscribers, port, log, routes = {} }) {
  const paths = { '/skill-events': event => subscribers.take(event) ?? {}, ...routes };
  const server = createServer(async (request, response) => {
    const route = request.method === 'POST' ? paths[request.url] : undefined;
    if (route === undefined) return void response.writeHead(404).end();
    try {
      const answer = await route(await readJson(request));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } catch (error) {
      log(`Answering a request failed: ${error.message}`);
      response.writeHead(error instanceof SyntaxError ? 400 : 500).end();
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new SyntaxError('The body is too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}
