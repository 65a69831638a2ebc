/**
 * The id of an endpoint: 1 to 256 characters. The space is the documents'; the official schema lacks it. Source: fact
 * sheet 1.2 and 12, row 1.
 */
export const endpointIdSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 256,
  pattern: '^[a-zA-Z0-9 _\\-=#;:?@&]*$',
  rule: 'endpoint-id',
  allowed: '1 to 256 letters, digits, spaces and _-=#;:?@&',
} as const;
