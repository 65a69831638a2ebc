/** A whole percentage, 0 to 100. Source: fact sheet 3.1. */
export const percentSchema = { type: 'integer', minimum: 0, maximum: 100 } as const;

/** By how many percent a value is to go up or down. */
export const percentDeltaSchema = { type: 'integer', minimum: -100, maximum: 100 } as const;
