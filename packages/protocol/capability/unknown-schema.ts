/** A value whose shape nobody has described: any passes. Source: fact sheet 13. */
export const unknownSchema = {} as const;
