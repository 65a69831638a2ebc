import { type PropertyRow, propertyTable } from './property-table.ts';
import { changeReportOf, sampleTime } from './samples.ts';
import { type Refusal, refusedOf, takenOf } from './shape.ts';
import { refused, taken, type Vector } from './vector.ts';

/** Interfaces that an endpoint may have several times, whose state says which of them it is. Source: fact sheet 1.4. */
const withInstance: ReadonlySet<string> = new Set([
  'Alexa.InventoryLevelSensor',
  'Alexa.ModeController',
  'Alexa.RangeController',
  'Alexa.ToggleController',
]);

/**
 * The vectors of property values, by interface: every value at the bounds as state; of those that are refused, the
 * first of each fault in a ChangeReport too, in both modes.
 */
export function propertyVectors(): ReadonlyMap<string, readonly Vector[]> {
  const byInterface = Map.groupBy(propertyTable, row => row.interface);
  return new Map([...byInterface].map(([name, rows]) => [name, rows.flatMap(vectorsOf)]));
}

function vectorsOf(row: PropertyRow): Vector[] {
  const reported = new Set<string>();
  return [
    ...takenOf(row.shape).flatMap(value =>
      taken({ name: nameOf(row, value), kind: 'state', value: [stateOf(row, value)] }),
    ),
    ...taken({
      name: `${row.property} in a ChangeReport`,
      kind: 'event',
      value: changeReportOf([reportedOf(row, takenOf(row.shape)[0])]),
    }),
    ...refusedOf(row.shape).flatMap(refusal => {
      const fault = `${refusal[1]} ${refusal[2]}`;
      const first = !reported.has(fault);
      reported.add(fault);
      return refusedVectors(row, refusal, first);
    }),
  ];
}

function refusedVectors(row: PropertyRow, [value, pointer, fault]: Refusal, inReport: boolean): Vector[] {
  const rule = fault === 'range' ? 'property-range' : 'property-value';
  const state: Vector[] = refused({ name: nameOf(row, value), kind: 'state', value: [stateOf(row, value)] }, [
    rule,
    `/0/value${pointer}`,
  ]);
  if (!inReport) {
    return state;
  }
  const report = refused(
    {
      name: `${nameOf(row, value)} in a ChangeReport`,
      kind: 'event',
      value: changeReportOf([reportedOf(row, value)]),
    },
    [rule, `/event/payload/change/properties/0/value${pointer}`],
  );
  return [...state, ...report];
}

function nameOf(row: PropertyRow, value: unknown): string {
  return `${row.property} ${JSON.stringify(value)}`;
}

function stateOf(row: PropertyRow, value: unknown): object {
  const instance = withInstance.has(row.interface) ? { instance: 'One' } : {};
  return { namespace: row.interface, ...instance, name: row.property, value };
}

function reportedOf(row: PropertyRow, value: unknown): object {
  return { ...stateOf(row, value), timeOfSample: sampleTime, uncertaintyInMilliseconds: 0 };
}
