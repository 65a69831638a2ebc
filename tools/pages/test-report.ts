import { findSecrets } from '../../packages/testing/secrets.ts';

/** What a finished run of node's test runner comes to. */
export interface TestVerdict {
  readonly ok: boolean;
  /** Lines to print after the runner's own summary: the search for secrets as a test of its own, then one sentence. */
  readonly lines: readonly string[];
}

/** The output of the runner's spec reporter, uncoloured, and the exit code with which it ended. */
export interface TestRun {
  readonly output: string;
  readonly exitCode: number;
}

/** A file without a test is reported under its own path. */
const EMPTY_FILE = /^✔ (\S+\.test\.ts) \(/gm;

/**
 * Judges a run: the runner's exit code, that tests ran at all, that no file was without one, and that the whole
 * output, passed tests' included, holds no secret. What it quotes of a secret's line is masked.
 */
export function judgeTestRun({ output, exitCode }: TestRun): TestVerdict {
  const tests = countOf(output, 'tests');
  const secrets = findSecrets(output);
  const empty = [...output.matchAll(EMPTY_FILE)].map(([, path]) => path);
  const count = output.split('\n').length;
  const reasons = [
    exitCode === 0 ? [] : [`${countOf(output, 'fail') + countOf(output, 'cancelled')} failed`],
    tests > 0 ? [] : ['no test ran'],
    empty.length === 0 ? [] : [`no test in ${empty.join(', ')}`],
    secrets.length === 0 ? [] : [`${secrets.length} secrets in the output`],
  ].flat();
  const search =
    secrets.length === 0
      ? [`✔ the output of the whole run holds no secret (${count} lines searched)`]
      : ['✖ the output of the whole run holds no secret', ...secrets.map(describe)];
  const sentence = `${tests} tests, ${countOf(output, 'pass')} passed`;
  const ok = reasons.length === 0;
  return { ok, lines: [...search, ok ? `✔ ${sentence}` : `✖ ${sentence}: ${reasons.join('; ')}`] };
}

function describe({ kind, line, excerpt }: { kind: string; line: number; excerpt: string }): string {
  return `    line ${line} of the output: ${kind} in: ${excerpt}`;
}

/** The runner's summary, in the form of its spec or of its TAP reporter. */
function countOf(output: string, what: string): number {
  return Number([...output.matchAll(new RegExp(`^(?:ℹ|#) ${what} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
}
