import type { OperationParameter } from './operation.ts';

/** What every list takes. */
export const listQuery: Readonly<Record<'limit' | 'after', OperationParameter>> = {
  limit: {
    description: 'How many at most',
    schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
  },
  after: { description: 'The last `next`', schema: { type: 'string' } },
};
