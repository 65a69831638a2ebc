import { validateEvent } from '@gatehouse/protocol';
import { brokenReports } from '../inputs/broken-reports.ts';
import { changeReports } from '../inputs/change-reports.ts';
import { registrations } from '../inputs/registrations.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { createBatchContestant } from '../runner/create-batch-contestant.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Row } from '../runner/row.ts';
import type { Contestant } from '../runner/sample.ts';
import { formSchema, fullSchema, type JsonSchema, looserSchema } from './validation-schema.ts';

const plans: readonly RowPlan[] = [
  planOf('validate/ajv', 'Ajv, same schema', { type: 'times-faster', bar: 2 }),
  planOf('validate/ajv-looser', 'Ajv, no calendar, no repetition', undefined),
  planOf('validate/ajv-form', 'Ajv, form alone', undefined),
  planOf('validate/zod', 'zod, same schema', { type: 'times-faster', bar: 8 }),
  planOf('validate/parse', 'JSON.parse', { type: 'share', bar: 0.25 }),
  { ...planOf('validate/registered', 'JSON.parse', undefined), ours: 'validateEvent, registered' },
];

/**
 * Validation of a parsed ChangeReport by all rules. Each message is parsed afresh outside of the measured time, since
 * a parsed text that is looked at twice is cheaper the second time. The peers of the goals check what our rules check
 * of a sound report; the rows without a goal show what each part of that costs them. The
 * last row adds the layer that no schema has: each report against the registration of its endpoint.
 */
export const validate: Bench = {
  rows: plans.map(({ name }) => name),
  peers: ['ajv', 'zod'],
  run: async context => {
    const result = await playContest(await createContestants(context), context.contest);
    return plans.map((plan): Row => judgeContest(result, plan));
  },
};

const registered = (endpointId: string): object | undefined => registrations.get(endpointId);

function planOf(name: string, against: string, goal: RowPlan['goal']): RowPlan {
  return { name, operation: 'message', ours: 'validateEvent', against, goal };
}

async function createContestants(context: BenchContext): Promise<Contestant[]> {
  const ajv = createCheckOf(await context.loadPeer('ajv'));
  const zod = createCheckOf(await context.loadPeer('zod'));
  // Many short rounds: what interrupts us spoils a few of them, and the median does not mind.
  const plan = { batches: 1, meter: context.meter };
  const onParsed = (name: string, run: (value: unknown) => boolean): Contestant =>
    createBatchContestant({ ...plan, name, run, prepare: () => changeReports.map(text => JSON.parse(text)) });
  return [
    onParsed(
      'validateEvent',
      proven('validateEvent', value => validateEvent(value).length === 0),
    ),
    onParsed(
      'validateEvent, registered',
      proven('validateEvent', value => validateEvent(value, { registered }).length === 0),
    ),
    onParsed('Ajv, same schema', proven('Ajv', ajv(fullSchema))),
    onParsed('Ajv, no calendar, no repetition', ajv(looserSchema)),
    onParsed('Ajv, form alone', ajv(formSchema)),
    onParsed('zod, same schema', proven('zod', zod(fullSchema))),
    createBatchContestant({
      ...plan,
      name: 'JSON.parse',
      prepare: () => changeReports,
      run: text => JSON.parse(text) !== null,
    }),
  ];
}

/** A check that has shown that it refuses what it should. */
function proven(name: string, check: (value: unknown) => boolean): (value: unknown) => boolean {
  const taken = brokenReports.find(text => check(JSON.parse(text)));
  if (taken !== undefined) throw new RangeError(`${name} takes a broken report: ${taken}`);
  return check;
}

type CreateCheck = (schema: JsonSchema) => (value: unknown) => boolean;

function createCheckOf(peer: unknown): CreateCheck {
  return (peer as { readonly createCheck: CreateCheck }).createCheck;
}
