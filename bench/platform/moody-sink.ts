import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the sink treats a customer: takes the event, says 429, or never answers. */
export type SinkMood = 'takes' | 'throttles' | 'hangs';

/** A gateway of node:http whose answer depends on whose event it is. */
export interface MoodySink {
  readonly url: string;
  close(): Promise<void>;
}

/** What is looked at of an event that was taken. */
export interface TakenHeader {
  readonly messageId: string;
  /** Of a reply. */
  readonly correlationToken?: string;
}

/** What a sink is told: how it treats whom (by the access token), and whom it tells of an event that it took. */
export interface MoodySinkOptions {
  moodOf(token: string): SinkMood;
  onTaken(header: TakenHeader): void;
}

/** How long the sink thinks before it answers, in milliseconds, as a gateway across a continent does. */
const THINKS_MS = 20;

/** Starts a sink in this process, so that whoever sends and whoever receives read the same clock. */
export async function startMoodySink({ moodOf, onTaken }: MoodySinkOptions): Promise<MoodySink> {
  const answer = (response: ServerResponse, status: number): void => {
    setTimeout(() => response.writeHead(status, { 'content-length': 0 }).end(), THINKS_MS);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const mood = moodOf((request.headers.authorization ?? '').replace(/^Bearer /, ''));
      if (mood === 'hangs') return;
      if (mood === 'throttles') return answer(response, 429);
      const { event }: { event: { header: TakenHeader } } = JSON.parse(Buffer.concat(chunks).toString());
      onTaken(event.header);
      answer(response, 202);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
