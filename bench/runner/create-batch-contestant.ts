import type { Meter } from './meter.ts';
import type { Contestant, Sample } from './sample.ts';

/**
 * An operation too short to be measured alone. `prepare` makes a fresh batch of inputs outside of the measured time,
 * `run` does one operation and answers whether it went as it should. A round is a number of batches.
 */
export interface BatchPlan<Input> {
  readonly name: string;
  readonly batches: number;
  readonly meter: Meter;
  prepare(): readonly Input[];
  run(input: Input): boolean;
}

/** Makes a contestant of a short operation. Its round throws when an operation did not go as it should. */
export function createBatchContestant<Input>(plan: BatchPlan<Input>): Contestant {
  const { name, batches, meter, prepare, run } = plan;
  const play = (): Sample => {
    let operations = 0;
    let wallNs = 0;
    let cpuNs = 0;
    for (let batch = 0; batch < batches; batch += 1) {
      const inputs = prepare();
      let good = 0;
      const cpuBefore = meter.cpuNs();
      const wallBefore = meter.wallNs();
      for (const input of inputs) if (run(input)) good += 1;
      wallNs += meter.wallNs() - wallBefore;
      cpuNs += meter.cpuNs() - cpuBefore;
      operations += inputs.length;
      if (good !== inputs.length) throw new RangeError(`${name} refused ${inputs.length - good} of its inputs`);
    }
    return { operations, wallNs, cpuNs };
  };
  return { name, play };
}
