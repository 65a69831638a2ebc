import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from '../http/send-answer.ts';
import { type ErrorForm, statusOfAnyCode } from './error-form.ts';
import { type FaultAction, isSpoilt } from './fault.ts';

/** What a fault's answer is made with. */
export interface SpoilContext {
  readonly form: ErrorForm;
  /** The code that stands for a documented one in the gateway's profile. */
  codeInProfile(code: string): string;
  /** For the body of an error. */
  createMessageId(): string;
  /** The answer that the request got, when it was handled. */
  readonly handled?: HttpAnswer;
}

/** An answer as a fault makes it; `code` is the error's, where its body has one. */
export interface SpoiltAnswer {
  readonly answer: HttpAnswer;
  readonly code?: string;
}

/** What a fault without a status of its own answers, if nothing was handled: the documented 500. */
const DEFAULT_STATUS = 500;

/** Statuses that HTTP gives no body, and Amazon's own answer to an event. */
const BODILESS: ReadonlySet<number> = new Set([202, 204, 205, 304]);

/**
 * The answer that a fault asks for. Members of the action win; what they leave open comes from the answer that the
 * request was given, when it was handled, else from the documented error of the path's form.
 */
export function spoilAnswer(action: FaultAction, context: SpoilContext): SpoiltAnswer {
  const { answer, code } = chooseAnswer(action, context);
  const headers = {
    ...answer.headers,
    ...(action.contentType !== undefined && { 'content-type': action.contentType }),
    ...lowerNames(action.headers),
  };
  return { answer: { ...answer, headers }, ...(code !== undefined && { code }) };
}

function chooseAnswer(action: FaultAction, context: SpoilContext): SpoiltAnswer {
  const { handled, form } = context;
  const named = action.status !== undefined || action.code !== undefined;
  if (handled !== undefined && (!isSpoilt(action) || (!named && action.body === undefined))) return { answer: handled };
  const ofCode = action.code === undefined ? undefined : (form.statusOf(action.code) ?? statusOfAnyCode(action.code));
  const ofHandled = named ? undefined : handled?.status;
  const status = action.status ?? ofCode ?? ofHandled ?? DEFAULT_STATUS;
  if (action.body !== undefined) {
    return {
      answer: { status, body: encodeBody(action.body) },
      ...(action.code !== undefined && { code: action.code }),
    };
  }
  const code = action.code ?? context.form.codeOf(status);
  if (code === undefined) return { answer: plainAnswer(status) };
  const worded = action.code ?? context.codeInProfile(code);
  return {
    answer: { status, body: form.encode({ code: worded, messageId: context.createMessageId() }) },
    code: worded,
  };
}

function encodeBody(body: unknown): object | string {
  if (typeof body === 'object' && body !== null) return body;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function plainAnswer(status: number): HttpAnswer {
  if (BODILESS.has(status)) return { status };
  return { status, body: STATUS_CODES[status] ?? String(status), headers: { 'content-type': 'text/plain' } };
}

function lowerNames(headers: FaultAction['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
