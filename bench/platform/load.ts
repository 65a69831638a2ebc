import { connect, type Socket } from 'node:net';

/** A number of connections to one server that stay open, each with one request under way at most. */
export interface Load {
  /** Sends every request, each as soon as a connection is free; rejects when an answer is not of the status. */
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

/** Requests of one `send` that are not answered yet. */
interface Batch {
  readonly start: string;
  left: number;
  resolve(): void;
  reject(error: Error): void;
}

interface Job {
  readonly request: Buffer;
  readonly batch: Batch;
}

/**
 * Opens connections to a server. Written on bare sockets and looking at nothing but the status line and the length of
 * the answer, so that the sender costs far less than the server.
 */
export async function openLoad(url: string, connections: number): Promise<Load> {
  const { hostname, port } = new URL(url);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(Number(port), hostname)));
  const free = [...sockets];
  const waiting: Job[] = [];
  const serve = (socket: Socket, job: Job | undefined): void => {
    if (job === undefined) free.push(socket);
    else exchange(socket, job, () => serve(socket, waiting.shift()));
  };
  const add = (job: Job): void => {
    // In turn: a server closes a connection that is left alone for long.
    const socket = free.shift();
    if (socket === undefined) waiting.push(job);
    else serve(socket, job);
  };
  return {
    send: (requests, status) =>
      new Promise((resolve, reject) => {
        const batch = { start: `HTTP/1.1 ${status} `, left: requests.length, resolve, reject };
        for (const request of requests) add({ request, batch });
      }),
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

/** Sends one request and calls back when the connection may be used again. */
function exchange(socket: Socket, { request, batch }: Job, done: () => void): void {
  let text = '';
  const lose = (): void => batch.reject(new RangeError('The server closed a connection'));
  if (socket.destroyed) lose();
  const read = (piece: string): void => {
    text += piece;
    if (!isWhole(text)) return;
    socket.off('data', read).off('close', lose);
    batch.left -= 1;
    if (!text.startsWith(batch.start)) batch.reject(new RangeError(`Expected ${batch.start}, the answer is ${text}`));
    else if (batch.left === 0) batch.resolve();
    done();
  };
  socket.on('data', read).on('close', lose).write(request);
}

/** Whether an answer, one character for each byte, has come to the end of its body. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end));
  return text.length >= end + 4 + Number(length?.[1] ?? 0);
}
