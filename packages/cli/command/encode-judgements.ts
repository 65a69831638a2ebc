import { styleText } from 'node:util';
import type { Problem, Severity } from '@gatehouse/protocol';
import { encodeRemedy, type Judgement } from './judge-text.ts';

const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
};

type Paint = (style: 'red' | 'yellow' | 'cyan' | 'green' | 'bold' | 'dim', text: string) => string;

/** The judgements as text for people: a line for each file, a block for each problem, and how many there are of each. */
export function encodeJudgements(judgements: readonly Judgement[], colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  return `${[...judgements.map(judgement => encodeJudgement(judgement, paint)), encodeCount(judgements)].join('\n')}\n`;
}

function encodeJudgement({ file, kind, valid, problems }: Judgement, paint: Paint): string {
  const mark = valid ? paint('green', '✔') : paint('red', '✖');
  const head = `${mark} ${paint('bold', encodePlain(file))}  ${kind}`;
  return [head, ...problems.map(problem => encodeProblem(problem, paint)), ''].join('\n');
}

function encodeProblem(problem: Problem, paint: Paint): string {
  const { severity, pointer, message, rule, source } = problem;
  const place = pointer === '' ? 'the whole text' : encodePlain(pointer);
  return [
    `  ${paint(COLOURS[severity], severity)} at ${place}`,
    `    ${encodePlain(message)}`,
    `    ${paint('dim', `rule ${rule}, by ${source}`)}`,
    `    ${encodeRemedy(problem)}`,
  ].join('\n');
}

function encodeCount(judgements: readonly Judgement[]): string {
  const invalid = judgements.filter(judgement => !judgement.valid).length;
  const problems = judgements.flatMap(judgement => judgement.problems);
  const counts = (['error', 'warning', 'note'] as const).map(severity =>
    encodeAmount(problems.filter(problem => problem.severity === severity).length, severity),
  );
  const files = encodeAmount(judgements.length, 'file');
  return `${files}: ${judgements.length - invalid} valid, ${invalid} invalid; ${counts.join(', ')}`;
}

function encodeAmount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names come out of files: a control character in one must not reach the terminal. */
function encodePlain(text: string): string {
  return text.replace(/\p{Cc}/gu, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
