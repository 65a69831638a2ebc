import { maxHeaderSize } from 'node:http';
import type { Duplex } from 'node:stream';
import { encodeBrokenRequest } from '@gatehouse/protocol';

/**
 * Answers what came on a connection and is no request that HTTP's parser can read, with a problem (RFC 9457), and closes
 * the connection. A connection that is gone, or on which another answer has begun, is closed without one. For the event
 * `clientError` of Node's server.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const text = encodeBrokenRequest({ code: error.code, mostHeaderBytes: maxHeaderSize });
  socket.end(text, () => socket.destroy());
}

/** Node's own mark for the answer under way on a connection, which its default answer to the event heeds as well. */
function isAnswering(socket: Duplex): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return typeof answer === 'object' && answer !== null && Reflect.get(answer, '_headerSent') === true;
}
