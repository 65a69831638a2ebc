import { connect, type Socket } from 'node:net';
import type { Random } from '@gatehouse/client/platform';
import { below, mutateText, mutateValue, pick } from './fuzz-mutate.ts';
import type { Template } from './fuzz-templates.ts';

/** Requests as they go over a connection, and what is to be expected of them. */
export interface WireRequest {
  readonly pieces: readonly Buffer[];
  /** Whether the sender hangs up early, or breaks off, so that no answer need come. */
  readonly broken: boolean;
  /** Whether it asks for a fault itself. */
  readonly faulty: boolean;
  readonly template: Template;
  /** Whether the answer has a head alone. */
  readonly headOnly: boolean;
}

/** What came back: statuses in order, everything as text, and whether the other side closed. */
export interface WireAnswer {
  readonly statuses: readonly number[];
  readonly text: string;
  readonly hung: boolean;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'BREW'] as const;
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/json;charset=utf-16',
  '',
] as const;
const FAULTS = [
  '{"status":503}',
  '{"cut":"headers"}',
  '{"status":"x"}',
  '{',
  '{"body":{"__proto__":1},"code":"X"}',
  '[]',
] as const;
const DEEP = `${'{"a":['.repeat(3_000)}1${']}'.repeat(3_000)}`;
const LARGE = 'x'.repeat(270_000);

/** Writes a request from a good one with one to three changes to body, head or framing. */
export function encodeMutated(random: Random, template: Template, token: string): WireRequest {
  let body = encodeBody(random, template);
  const headers: [string, string][] = [
    ['Host', 'gateway'],
    ['Content-Type', template.form ? 'application/x-www-form-urlencoded' : 'application/json'],
    ['Authorization', `Bearer ${token}`],
  ];
  let { method, path } = template;
  let length: number | undefined;
  const change = below(random, 40);
  if (change === 0) method = pick(random, METHODS);
  if (change === 1) path = mutateText(random, path).replaceAll(/[^!-~]/g, '%');
  if (change === 2)
    path += `?${pick(random, ['%', 'limit=-1', 'a=1&a=2', 'after=%00', '__proto__=x', `x=${'y'.repeat(6_000)}`])}`;
  if (change === 3) headers[1] = ['Content-Type', pick(random, TYPES)];
  if (change === 4)
    headers[2] = [
      'Authorization',
      pick(random, [
        '',
        'Bearer',
        'Basic Og==',
        'Bearer Atza|GATEHOUSE-x',
        mutateText(random, token).replaceAll(/[^ -~]/g, ''),
      ]),
    ];
  if (change === 5) headers.push(['X-Gatehouse-Fault', pick(random, FAULTS)]);
  if (change === 6) for (let count = 0; count < 1_200; count++) headers.push([`X-Flood-${count % 7}`, String(count)]);
  if (change === 7) headers.push(['X-Strange', pick(random, ['a\u0001b', '\u00ff', `${'z'.repeat(20_000)}`])]);
  if (change === 8 && below(random, 20) === 0) body = LARGE;
  if (change === 9 && below(random, 4) === 0) body = DEEP;
  if (change === 10) length = Buffer.byteLength(body) + pick(random, [-3, 1, 50, 10_000_000]);
  const framing = length === undefined && change === 11 ? 'chunked' : 'length';
  const bytes = encode({ method, path, headers, body, length, framing });
  return {
    ...breakUp(random, bytes),
    faulty: change === 5,
    template,
    headOnly: method === 'HEAD',
    ...(length !== undefined && { broken: true }),
  };
}

function encodeBody(random: Random, { body, form }: Template): string {
  if (body === undefined) return '';
  let value: unknown = structuredClone(body);
  for (let count = below(random, 4); count > 0; count--) value = mutateValue(random, value);
  const text = form ? encodeForm(value) : (JSON.stringify(value) ?? '');
  return below(random, 6) === 0 ? mutateText(random, text) : text;
}

function encodeForm(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, member]) => [name, String(member).toWellFormed()] as const);
  return String(new URLSearchParams(Object.fromEntries(pairs)));
}

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly length: number | undefined;
  readonly framing: 'length' | 'chunked';
}

function encode({ method, path, headers, body, length, framing }: Parts): Buffer {
  const bytes = Buffer.from(body);
  const frame = framing === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length ?? bytes.length}`;
  const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), frame, '', ''];
  const head = Buffer.from(lines.join('\r\n'), 'latin1');
  if (framing === 'length') return Buffer.concat([head, bytes]);
  const size = bytes.length === 0 ? [] : [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')];
  return Buffer.concat([head, ...size, Buffer.from('0\r\n\r\n')]);
}

/** Now and then a request comes in pieces, or breaks off. */
function breakUp(random: Random, bytes: Buffer): Pick<WireRequest, 'pieces' | 'broken'> {
  const how = below(random, 60);
  const at = below(random, bytes.length);
  if (how === 0) return { pieces: [bytes.subarray(0, at)], broken: true };
  if (how === 1) return { pieces: [bytes.subarray(0, at), bytes.subarray(at)], broken: false };
  return { pieces: [bytes], broken: false };
}

/** One connection, opened anew whenever it was closed. */
export class FuzzConnection {
  readonly #address: { readonly host: string; readonly port: number };
  #socket: Socket | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
  }

  /** Sends requests at once and reads until each is answered, the other side closes, or `patienceMs` are over. */
  async exchange(requests: readonly WireRequest[], patienceMs: number): Promise<WireAnswer> {
    const socket = this.#open();
    const reader = new AnswerReader(upToBroken(requests));
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const over = (): void => resolve(false);
    const take = (piece: Buffer): void => {
      if (reader.take(piece.toString('latin1'))) over();
    };
    const timer = setTimeout(() => resolve(true), patienceMs);
    socket.on('data', take).on('error', over).on('close', over);
    for (const piece of requests.flatMap(({ pieces }) => pieces)) {
      socket.write(piece);
      if (requests.length === 1 && requests[0]?.pieces.length === 2) await new Promise(setImmediate);
    }
    if (requests.some(({ broken }) => broken)) socket.end();
    const hung = await promise;
    clearTimeout(timer);
    socket.off('data', take).off('error', over).off('close', over);
    if (hung || !reader.isDone || reader.closes || socket.closed || requests.some(({ broken }) => broken)) this.close();
    return { statuses: reader.statuses, text: reader.text, hung };
  }

  /** The gateway closes a connection that was idle for some seconds. */
  #open(): Socket {
    if (this.#socket?.readyState === 'open') return this.#socket;
    this.close();
    this.#socket = connect(this.#address).on('error', () => {});
    return this.#socket;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

/** What follows a request that breaks off is part of it, so that nobody can tell whose the later answers are. */
function upToBroken(requests: readonly WireRequest[]): readonly WireRequest[] {
  const broken = requests.findIndex(request => request.broken);
  return broken < 0 ? requests : requests.slice(0, broken + 1);
}

/** Tells where one answer ends and the next one begins. */
class AnswerReader {
  readonly statuses: number[] = [];
  text = '';
  closes = false;
  readonly #requests: readonly WireRequest[];
  #from = 0;

  constructor(requests: readonly WireRequest[]) {
    this.#requests = requests;
  }

  get isDone(): boolean {
    return this.statuses.length >= this.#requests.length;
  }

  /** Whether that was the last one. */
  take(piece: string): boolean {
    this.text += piece;
    while (!this.isDone) {
      const end = this.#endOfNext();
      if (end === undefined || end > this.text.length) break;
      this.statuses.push(Number(this.text.slice(this.#from + 9, this.#from + 12)));
      this.#from = end;
    }
    return this.isDone;
  }

  #endOfNext(): number | undefined {
    const bodyAt = this.text.indexOf('\r\n\r\n', this.#from) + 4;
    if (bodyAt < 4) return undefined;
    const head = this.text.slice(this.#from, bodyAt).toLowerCase();
    if (head.includes('\r\nconnection: close')) this.closes = true;
    if (this.#requests[this.statuses.length]?.headOnly) return bodyAt;
    const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
    if (length !== undefined) return bodyAt + Number(length);
    if (!head.includes('\r\ntransfer-encoding: chunked')) return bodyAt;
    const last = this.text.indexOf('0\r\n\r\n', bodyAt);
    return last < 0 ? undefined : last + 5;
  }
}
