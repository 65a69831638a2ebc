import { GatehouseError } from '@gatehouse/protocol';

/**
 * One system call of a recorded process. `begun` and `ended` are numbers of lines of the trace: what ended before
 * another began was done before it. A call that the process did not live to see the end of has no `result`.
 */
export interface TraceCall {
  readonly name: string;
  /** As strace prints them; texts are still encoded. */
  readonly args: readonly string[];
  /** What the call returned; -1 for every error. */
  readonly result: number | undefined;
  readonly begun: number;
  readonly ended: number;
}

interface Opened {
  readonly name: string;
  readonly text: string;
  readonly begun: number;
}

const UNFINISHED = ' <unfinished ...>';

/**
 * Reads what `strace -f -xx` wrote, in the order in which the calls ended; those that never ended come last. Lines that
 * tell of signals and exits are passed over.
 *
 * @throws GatehouseError `invalid-request` for a line that strace does not write
 */
export function* parseTrace(lines: Iterable<string>): Generator<TraceCall> {
  const opened = new Map<string, Opened>();
  let line = 0;
  for (const text of lines) {
    line += 1;
    const head = /^(\d+) +(?:(\w+)\(|<\.\.\. (\w+) resumed>|(?:---|\+\+\+) )/.exec(text);
    if (head === null) throw new GatehouseError('invalid-request', `Line ${line} of the trace is none of strace`);
    const [all, thread = '', name, resumed] = head;
    const rest = text.slice(all.length);
    if (name !== undefined && rest.endsWith(UNFINISHED)) {
      opened.set(thread, { name, text: rest.slice(0, -UNFINISHED.length), begun: line });
    } else if (name !== undefined) {
      yield createCall({ name, text: rest, begun: line }, line);
    } else if (resumed !== undefined) {
      const call = opened.get(thread) ?? { name: resumed, text: '', begun: line };
      opened.delete(thread);
      yield createCall({ ...call, text: call.text + rest }, line);
    }
  }
  for (const { name, text, begun } of opened.values()) {
    yield { name, args: splitArguments(text), result: undefined, begun, ended: Number.POSITIVE_INFINITY };
  }
}

/** The bytes of a text that strace printed with `-xx`, without what follows it. */
export function parseTraceText(argument: string): Buffer {
  if (!argument.startsWith('"')) throw new GatehouseError('invalid-request', 'A text of the trace is not in quotes');
  if (!argument.endsWith('"')) throw new GatehouseError('invalid-request', 'A text of the trace was cut off');
  return Buffer.from(argument.slice(1, -1).replaceAll('\\x', ''), 'hex');
}

/** Behind the bracket that ends the arguments: the result, and for some the name of an error or what it means, in brackets. */
const RESULT = /\) += (0x[0-9a-f]+|-?\d+|\?)(?: [A-Z_]+)?(?: \([^()]*\))?$/;
/** No result is longer. */
const RESULT_LENGTH = 300;

function createCall({ name, text, begun }: Opened, line: number): TraceCall {
  const cut = Math.max(0, text.length - RESULT_LENGTH);
  const found = RESULT.exec(text.slice(cut));
  if (found === null) throw new GatehouseError('invalid-request', `Line ${line} of the trace has no result`);
  const [, word = '?'] = found;
  const args = splitArguments(text.slice(0, cut + found.index));
  const ended = word === '?' ? Number.POSITIVE_INFINITY : line;
  return { name, args, result: word === '?' ? undefined : Number(word), begun, ended };
}

/** Commas within quotes do not occur, for texts are in hexadecimal; those within brackets belong to one argument. */
function splitArguments(text: string): readonly string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(/[[\]{},]/g)) {
    if (mark === ',' && depth === 0) {
      args.push(text.slice(start, index).trim());
      start = index + 1;
    } else if (mark === '[' || mark === '{') depth += 1;
    else if (mark !== ',') depth -= 1;
  }
  if (text !== '') args.push(text.slice(start).trim());
  return args;
}
