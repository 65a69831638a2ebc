import type { Writable } from 'node:stream';
import type { Clock, Timer } from '@gatehouse/client/platform';
import type { FeedListener, NumberedEntry } from './feed.ts';

/** A comment now and then tells a dead connection from a quiet relay, in milliseconds: chosen. */
const HEARTBEAT_MS = 15_000;
/** How much may wait for a listener that reads slowly, in bytes: chosen. */
const MOST_UNSENT_BYTES = 256 * 1024;
/** After how many heartbeats without a byte read a listener is cut off: chosen, two minutes. */
const MOST_STALLED_BEATS = 8;

/** What a writer works with; `wants` says which entries the listener asked for. */
export interface StreamWriterOptions {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly wants: (entry: NumberedEntry['entry']) => boolean;
}

/**
 * One listener's end of the stream, as server-sent events (WHATWG HTML, section 9.2): entries with `id` and `data`, a
 * comment every 15 s, and two events with a name: `missed` where something was left out, `end` when the relay stops. A
 * listener that reads too slowly misses entries and hears how many; it never makes the relay wait or its memory grow.
 */
export class StreamWriter implements FeedListener {
  readonly #output: Writable;
  readonly #options: StreamWriterOptions;
  #timer: Timer;
  #full = false;
  #missed = 0;
  #stalledBeats = 0;

  constructor(output: Writable, options: StreamWriterOptions) {
    this.#output = output;
    this.#options = options;
    this.#timer = this.#scheduleBeat();
    output.on('close', () => this.#timer.cancel());
  }

  hear({ id, entry }: NumberedEntry): void {
    if (!this.#options.wants(entry)) return;
    if (this.#full) this.#missed += 1;
    else this.#write(`id: ${id}\ndata: ${JSON.stringify(entry)}\n\n`);
  }

  /** Says that entries are missing; `missed` is how many, where that is known. */
  tellMissed(missed: { readonly missed?: number; readonly why: string }): void {
    this.#write(`event: missed\ndata: ${JSON.stringify(missed)}\n\n`);
  }

  end(): void {
    this.#timer.cancel();
    if (this.#full) this.#output.destroy();
    else this.#output.end(`event: end\ndata: ${JSON.stringify({ why: 'The relay stops' })}\n\n`);
  }

  #write(text: string): void {
    this.#output.write(text);
    if (this.#output.writableLength <= MOST_UNSENT_BYTES) return;
    this.#full = true;
    this.#output.once('drain', () => this.#goOn());
  }

  #goOn(): void {
    const missed = this.#missed;
    this.#full = false;
    this.#missed = 0;
    this.#stalledBeats = 0;
    if (missed > 0) this.tellMissed({ missed, why: 'The listener read too slowly' });
  }

  #scheduleBeat(): Timer {
    return this.#options.clock.setTimer(HEARTBEAT_MS, () => {
      if (!this.#full) this.#output.write(':\n\n');
      else if (++this.#stalledBeats >= MOST_STALLED_BEATS) this.#output.destroy();
      this.#timer = this.#scheduleBeat();
    });
  }
}
