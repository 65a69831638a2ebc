import {
  isNotice,
  isNoticeName,
  isSkillEvent,
  isSkillEventName,
  type Mode,
  type Problem,
  remedyOf,
  textAt,
  validateMessage,
  validateNotice,
  validateSkillEvent,
} from '@gatehouse/protocol';

/**
 * What `gatehouse validate` finds out about one file. `kind` is the name of a notice or of a skill event, the kind of any
 * other message, and `unknown` where the text says nothing of it.
 */
export interface Judgement {
  readonly file: string;
  readonly kind: string;
  /** Whether no problem is an error. */
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

/** The source of what is not JSON, which no rule of the protocol covers. */
const JSON_SOURCE = 'RFC 8259, JSON text';

/** What some editors and shells write before the text. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a text in UTF-16 begins with when it is read as UTF-8. */
const NOT_UTF8 = /^.?[\uFFFD\0]/u;

/**
 * Judges the text of a file as one message of the protocol; any text may be given. A byte order mark belongs to the file
 * and not to the message. The expiry of a notice is counted from its own timestamp: a file may be old. Source: RFC
 * 8259, 8.1.
 */
export function judgeText(file: string, text: string, mode: Mode): Judgement {
  const parsed = parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  if (parsed.type === 'broken') return refuse(file, createBrokenProblem(parsed.where));
  const { kind = 'unknown', problems } = judgeValue(parsed.value, mode);
  return { file, kind, valid: problems.every(problem => problem.severity !== 'error'), problems };
}

interface Judged {
  readonly kind?: string;
  readonly problems: readonly Problem[];
}

function judgeValue(value: unknown, mode: Mode): Judged {
  if (isNotice(value)) {
    const name = textAt(value, ['event', 'name']);
    return { problems: validateNotice(value, { mode }), ...(isNoticeName(name) && { kind: name }) };
  }
  if (isSkillEvent(value)) {
    const name = textAt(value, ['request', 'type']);
    return { problems: validateSkillEvent(value, { mode }), ...(isSkillEventName(name) && { kind: name }) };
  }
  return validateMessage(value, { mode });
}

/** The judgement of a file that could not be read; `why` is told after a colon. */
export function judgeUnreadable(file: string, why: string): Judgement {
  return refuse(file, {
    code: 'unreadable',
    pointer: '',
    message: `The file could not be read: ${why}`,
    rule: 'readable',
    source: 'this machine',
    severity: 'error',
  });
}

/** What to do about a problem, in a sentence. */
export function encodeRemedy(problem: Problem): string {
  if (problem.code === 'invalid-json') return 'Write one message as JSON in UTF-8, each into a file of its own';
  return remedyOf(problem.rule) ?? 'Name a file that this user may read';
}

type Parsed = { readonly type: 'json'; readonly value: unknown } | { readonly type: 'broken'; readonly where: string };

function parse(text: string): Parsed {
  try {
    return { type: 'json', value: JSON.parse(text) };
  } catch (error) {
    return { type: 'broken', where: placeOf(error, text) };
  }
}

/** The engine's own sentences quote the text, and a token may stand there; only the place is taken from them. */
function placeOf(error: unknown, text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (NOT_UTF8.test(text)) return 'it is not UTF-8';
  const said = sentenceOf(error);
  if (/end of JSON input/.test(said)) return 'it ends too early';
  const told = /at position (\d+)/.exec(said)?.[1];
  if (Number(told) >= text.trimEnd().length) return 'it ends too early';
  const before = text.slice(0, told === undefined ? findStranger(text) : Number(told)).split('\n');
  const place = `see line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1}`;
  return /after JSON/.test(said) ? `more follows after its end, ${place}` : place;
}

/** Of a strange character the engine tells no position: it is the first that makes a beginning of the text a strange one. */
function findStranger(text: string): number {
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isStrange(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

function isStrange(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return sentenceOf(error).startsWith('Unexpected token');
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function createBrokenProblem(where: string): Problem {
  return {
    code: 'invalid-json',
    pointer: '',
    message: `The text is not JSON: ${where}; allowed is one message as JSON`,
    rule: 'json',
    source: JSON_SOURCE,
    severity: 'error',
  };
}

function refuse(file: string, problem: Problem): Judgement {
  return { file, kind: 'unknown', valid: false, problems: [problem] };
}
