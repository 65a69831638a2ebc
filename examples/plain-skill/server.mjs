import { createServer } from 'node:http';

/** The largest request that is read, in bytes. */
const MOST_BYTES = 256 * 1024;

/**
 * Takes directives at `POST /alexa`, where a Lambda function would be called. `routes` adds further paths: a function
 * of the body for each, whose value is the answer.
 */
export async function startServer({ skill, port, log, routes = {} }) {
  const paths = { '/alexa': body => skill.answer(body), ...routes };
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
