import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveProcess } from '../platform/server-process.ts';

/** The least that takes an event: reads the body, parses it and answers 202. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(202, { 'content-length': 0 }).end();
  });
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
serveProcess({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => {
  server.close();
  server.closeAllConnections();
});
