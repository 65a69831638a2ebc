import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { TestContext } from 'node:test';

/** One event of the stream. */
export interface HeardStreamEvent {
  readonly id?: string;
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How a stream is opened. */
export interface StreamOptions {
  readonly query?: string;
  readonly after?: string;
  readonly key?: string;
}

/** A listener of `GET /v1/stream` that keeps what it hears. */
export class StreamClient {
  readonly type: string | null;
  readonly heard: HeardStreamEvent[] = [];
  /** Resolves at the end of the stream. */
  readonly ended: Promise<void>;
  readonly #over: AbortController;
  readonly #news = new EventEmitter();
  #comments = 0;
  #read = 0;

  constructor(answer: Response, over: AbortController) {
    this.#over = over;
    this.type = answer.headers.get('content-type');
    this.ended = this.#listen(answer.body ?? assert.fail('The stream has no body'));
  }

  /** The next event that was not asked for yet; with a status the next one of it. */
  async next(status?: string): Promise<HeardStreamEvent> {
    for (;;) {
      const event = this.heard[this.#read];
      if (event === undefined) {
        await once(this.#news, 'news');
        continue;
      }
      this.#read += 1;
      if (status === undefined || event.data.status === status) return event;
    }
  }

  /** Waits until so many comments were heard. */
  async comment(count: number): Promise<void> {
    while (this.#comments < count) await once(this.#news, 'news');
  }

  /** Hangs up. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.ended;
  }

  async #listen(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    try {
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#news.emit('news');
      }
    } catch {
      // It was hung up.
    }
  }

  #take(block: string): void {
    if (block.startsWith(':')) {
      this.#comments += 1;
      return;
    }
    const fields = new Map(
      block.split('\n').map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    const id = fields.get('id');
    const data = JSON.parse(fields.get('data') ?? '') as HeardStreamEvent['data'];
    this.heard.push({ event: fields.get('event') ?? 'message', data, ...(id === undefined ? {} : { id }) });
  }
}

/** Opens the stream; resolves when it is told that it is open. After the test it is hung up. */
export async function openStream(t: TestContext, url: string, options: StreamOptions = {}): Promise<StreamClient> {
  const { query = '', after, key } = options;
  const over = new AbortController();
  const answer = await fetch(`${url}/v1/stream${query}`, {
    signal: over.signal,
    headers: {
      ...(after === undefined ? {} : { 'last-event-id': after }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
  });
  assert.equal(answer.status, 200);
  const client = new StreamClient(answer, over);
  t.after(() => client.close());
  await client.comment(1);
  return client;
}
