import { connect, type Socket } from 'node:net';

/** What came back on a connection: its bytes as text, and how it ended. */
export interface RawAnswer {
  readonly text: string;
  /** The pieces in which it came. */
  readonly pieces: readonly string[];
  /** `end` after an ordinary close, else the code of the error, such as ECONNRESET. */
  readonly ended: string;
}

/** A connection on which one request was written. */
export interface RawExchange {
  readonly socket: Socket;
  /** When the connection is over. */
  readonly answered: Promise<RawAnswer>;
  /** What has come so far. */
  soFar(): string;
}

/** Posts on a bare socket, so that a test sees every byte and the way a connection ends. */
export function postRaw(
  url: string,
  { headers = {}, body = '' }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
): RawExchange {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  const pieces: string[] = [];
  let ended = 'end';
  const answered = new Promise<RawAnswer>(resolve => {
    socket.on('data', piece => pieces.push(String(piece)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      ended = error.code ?? error.name;
    });
    socket.on('close', () => resolve({ text: pieces.join(''), pieces, ended }));
  });
  const lines = Object.entries({ host: 'gateway', 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = [`POST ${pathname} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''];
  socket.write(head.join('\r\n') + body);
  return { socket, answered, soFar: () => pieces.join('') };
}
