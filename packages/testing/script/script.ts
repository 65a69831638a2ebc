import type { ScriptedAnswer } from './scripted-answer.ts';
import { matchesRequest, type ScriptedMatch, type ScriptedRequest } from './scripted-request.ts';

/** The answers that a test has laid out, in the order in which it did. */
export interface Script {
  /** Lays out answers for the requests that match, to be given one after another. */
  plan(match: ScriptedMatch, answers: ScriptedAnswer | readonly ScriptedAnswer[]): void;
  /** Takes the next answer for a request: of the earliest plan that matches and is not used up. */
  take(request: ScriptedRequest): ScriptedAnswer | undefined;
  /** How many answers wait for a request; those for all that follow do not count. */
  left(): number;
  /** Forgets every plan. */
  clear(): void;
}

interface Step {
  readonly match: ScriptedMatch;
  readonly answer: ScriptedAnswer;
  left: number;
}

/** Creates a script without any plan. */
export function createScript(): Script {
  let steps: Step[] = [];
  return {
    plan: (match, answers) => {
      for (const answer of [answers].flat()) steps.push({ match, answer, left: answer.times ?? 1 });
    },
    take: request => {
      const step = steps.find(one => matchesRequest(request, one.match));
      if (step === undefined) return undefined;
      step.left -= 1;
      steps = steps.filter(one => one.left > 0);
      return step.answer;
    },
    left: () => steps.reduce((sum, step) => sum + (Number.isFinite(step.left) ? step.left : 0), 0),
    clear: () => {
      steps = [];
    },
  };
}
