import { connect, type Socket } from 'node:net';

/** A number of connections to one server that stay open, each with one request under way at most. */
export interface Load {
  /** Sends every request, the next one as soon as a connection is free; throws when an answer is not of the status. */
  send(requests: readonly Buffer[], status: number): Promise<void>;
  close(): void;
}

/** A request as its bytes, so that sending one costs a write. */
export function encodePost(url: string, { body, token }: { readonly body: object; readonly token: string }): Buffer {
  const { host, pathname } = new URL(url);
  const text = JSON.stringify(body);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/**
 * Opens connections to a server. Written on bare sockets and looking at nothing but the status line and the length of
 * the answer, so that the sender costs far less than the server.
 */
export async function openLoad(url: string, connections: number): Promise<Load> {
  const { hostname, port } = new URL(url);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(Number(port), hostname)));
  return {
    send: (requests, status) => send(sockets, { requests, start: `HTTP/1.1 ${status} ` }),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function open(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => resolve(socket.off('error', reject)));
    socket.setEncoding('latin1').once('error', reject);
  });
}

function send(
  sockets: readonly Socket[],
  { requests, start }: { readonly requests: readonly Buffer[]; readonly start: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = 0;
    const finish = (error?: Error): void => {
      for (const socket of sockets) socket.removeAllListeners('data').removeAllListeners('close');
      if (error === undefined) resolve();
      else reject(error);
    };
    const next = (socket: Socket): void => {
      const request = requests[sent];
      if (request === undefined) return;
      sent += 1;
      socket.write(request);
    };
    for (const socket of sockets) {
      let head = '';
      socket.on('close', () => finish(new RangeError('The server closed a connection')));
      socket.on('data', (piece: string) => {
        head += piece;
        if (!isWhole(head)) return;
        if (!head.startsWith(start)) return finish(new RangeError(`Expected ${start}, the answer is ${head}`));
        head = '';
        answered += 1;
        if (answered === requests.length) finish();
        else next(socket);
      });
      next(socket);
    }
  });
}

/** Whether an answer, one character for each byte, has come to the end of its body. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end));
  return text.length >= end + 4 + Number(length?.[1] ?? 0);
}
