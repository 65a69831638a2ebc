import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

/** A relay as a process of its own, with the variables of this one and `env`. `gatehouse` is looked for in PATH. */
export function createRelayProcess(env) {
  let child;
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    /** Starts it on a free port and answers its address. */
    async start() {
      const words = ['relay', '--port', '0', '--json', '--log-level', 'error'];
      child = spawn('gatehouse', words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'close').then(([code]) =>
        assert.fail(`The relay ended with ${code} before it was ready`),
      );
      // Whoever has its line does not care for how it ends.
      ended.catch(() => undefined);
      const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
      return JSON.parse(line).url;
    },
    /** Ends it, by SIGKILL as a crash would. */
    async stop(signal = 'SIGTERM') {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/**
 * What stands between the device cloud and the relay: an address that stays when the relay is restarted, and a network that
 * does what it is told.
 */
export async function startGate() {
  const orders = [];
  const gate = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const order = orders.shift();
    if (order?.status !== undefined) return void response.writeHead(order.status, order.headers).end(order.body);
    const { host, connection, 'content-length': length, 'transfer-encoding': coding, ...headers } = request.headers;
    const sent = { method: request.method, headers, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) };
    try {
      const answer = await fetch(gate.target + request.url, sent);
      const text = await answer.text();
      if (order?.isLost) return void request.socket.destroy();
      const type = { 'content-type': answer.headers.get('content-type') ?? 'text/plain' };
      response.writeHead(answer.status, text === '' ? {} : type).end(text);
    } catch {
      request.socket.destroy();
    }
  });
  await once(gate.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${gate.address().port}`,
    /** Where the relay is now. */
    lead(url) {
      gate.target = url;
    },
    /** What becomes of the next requests: `{status, headers?, body?}` in the relay's place, or `{isLost: true}` of its answer. */
    next: (...given) => void orders.push(...given),
    stop: () => new Promise(resolve => gate.close(resolve).closeAllConnections()),
  };
}
