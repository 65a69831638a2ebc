/** The payload of a directive that says everything by its name. */
export const emptyPayloadSchema = { type: 'object' } as const;
