/** Whose doing an error is: the caller's, the operator's, that of the party asked on the caller's behalf, or our own. */
export type ErrorFault = 'caller' | 'operator' | 'other-side' | 'gatehouse';

/** One row of Gatehouse's error table. `status` is the HTTP status that carries the error. */
export interface ErrorRow {
  readonly status: number;
  readonly meaning: string;
  readonly remedy: string;
  readonly fault: ErrorFault;
}

/** The codes of Gatehouse's own errors. */
export type GatehouseErrorCode =
  | 'address-in-use'
  | 'config-invalid'
  | 'config-missing'
  | 'config-unknown-key'
  | 'config-unsafe-binding'
  | 'conflict'
  | 'deadline-passed'
  | 'directive-failed'
  | 'directive-url-refused'
  | 'file-exists'
  | 'forbidden'
  | 'grant-unreadable'
  | 'idempotency-mismatch'
  | 'internal-error'
  | 'invalid-json'
  | 'invalid-message'
  | 'invalid-request'
  | 'method-not-allowed'
  | 'no-subscriber-known'
  | 'not-found'
  | 'not-linked'
  | 'not-subscribed'
  | 'sealing-key-unknown'
  | 'sealing-keys-invalid'
  | 'sealing-keys-missing'
  | 'stopping'
  | 'store-closed'
  | 'store-failed'
  | 'store-full'
  | 'store-locked'
  | 'store-too-new'
  | 'store-too-old'
  | 'store-unsafe'
  | 'timeout'
  | 'too-large'
  | 'too-many-requests'
  | 'unauthorized'
  | 'unknown-customer'
  | 'unknown-endpoint'
  | 'unknown-skill'
  | 'unreachable'
  | 'unsupported-media-type'
  | 'wrong-usage';

/** Gatehouse's own errors by code: the problems of its HTTP interfaces, its exit messages and `docs/errors.md`. */
export const gatehouseErrors: Readonly<Record<GatehouseErrorCode, ErrorRow>> = {
  'address-in-use': {
    status: 500,
    meaning: 'The address to listen on is taken',
    remedy: 'Stop the other process or choose another port',
    fault: 'operator',
  },
  'config-invalid': {
    status: 500,
    meaning: 'A configured value is not allowed',
    remedy: 'Correct the value that the message names',
    fault: 'operator',
  },
  'config-missing': {
    status: 500,
    meaning: 'A value that is needed is not configured',
    remedy: 'Set it in the configuration file or the environment',
    fault: 'operator',
  },
  'config-unknown-key': {
    status: 500,
    meaning: 'The configuration has a key that means nothing',
    remedy: 'Remove the key or correct its spelling',
    fault: 'operator',
  },
  'config-unsafe-binding': {
    status: 500,
    meaning:
      'An address beyond loopback was asked for without an API key, or with one that is short enough to be guessed',
    remedy: 'Configure an API key of 16 characters or more, or bind to 127.0.0.1',
    fault: 'operator',
  },
  conflict: {
    status: 409,
    meaning: 'The request contradicts the present state',
    remedy: 'Read the present state and decide again',
    fault: 'caller',
  },
  'deadline-passed': {
    status: 410,
    meaning: 'It is too late: Alexa does not wait for this answer any more',
    remedy: 'Answer sooner, or report the state that the device has now',
    fault: 'caller',
  },
  'directive-failed': {
    status: 502,
    meaning: 'The skill gave no usable answer to a directive',
    remedy: "Look at the skill's own log",
    fault: 'other-side',
  },
  'directive-url-refused': {
    status: 400,
    meaning: 'The directive URL leads to a host that is not allowed',
    remedy: 'Use a loopback address, or add the host to the configuration',
    fault: 'caller',
  },
  'file-exists': {
    status: 400,
    meaning: 'A file that was to be written is there already',
    remedy: 'Name another file; what is there is never overwritten',
    fault: 'caller',
  },
  forbidden: { status: 403, meaning: 'The key does not allow this', remedy: 'Use a key that does', fault: 'caller' },
  'grant-unreadable': {
    status: 500,
    meaning: 'A stored grant was changed, or belongs to another customer, and does not open',
    remedy: 'Restore the row from a backup, or link the customer again',
    fault: 'operator',
  },
  'idempotency-mismatch': {
    status: 422,
    meaning: 'The idempotency key was used before for another request',
    remedy: 'Use a fresh key for each different request',
    fault: 'caller',
  },
  'internal-error': {
    status: 500,
    meaning: 'Gatehouse failed',
    remedy: 'Report it with the log around it',
    fault: 'gatehouse',
  },
  'invalid-json': { status: 400, meaning: 'The body is not JSON', remedy: 'Send JSON in UTF-8', fault: 'caller' },
  'invalid-message': {
    status: 422,
    meaning: 'The message breaks a rule of the protocol',
    remedy: 'Mend what the problems name',
    fault: 'caller',
  },
  'invalid-request': {
    status: 400,
    meaning: 'The request has a value that is not allowed',
    remedy: 'Correct the value that the message names',
    fault: 'caller',
  },
  'method-not-allowed': {
    status: 405,
    meaning: 'The path does not answer to this method',
    remedy: 'Use a method that the documentation lists',
    fault: 'caller',
  },
  'no-subscriber-known': {
    status: 409,
    meaning: 'Nobody is known to subscribe to the notice',
    remedy:
      "Forward the skill's events to POST /v1/skill-events, so that it is known who subscribes, or name the regions",
    fault: 'caller',
  },
  'not-found': {
    status: 404,
    meaning: 'Nothing is known under this name',
    remedy: 'Check the path and the id',
    fault: 'caller',
  },
  'not-linked': {
    status: 404,
    meaning: 'The customer has no grant for the skill',
    remedy: 'Link the customer first',
    fault: 'caller',
  },
  'not-subscribed': {
    status: 409,
    meaning: 'The customer is known not to subscribe to the notice',
    remedy:
      'Send this customer none until a skill event tells of a subscription; GET /v1/subscribers tells who may be told what',
    fault: 'caller',
  },
  'sealing-key-unknown': {
    status: 500,
    meaning: 'A grant is sealed with a key that is not among the sealing keys',
    remedy: 'Put the key that the log names back into the key file',
    fault: 'operator',
  },
  'sealing-keys-invalid': {
    status: 500,
    meaning: 'The sealing keys cannot be used',
    remedy: 'Use a key file as gatehouse keys generate writes it, readable by the relay',
    fault: 'operator',
  },
  'sealing-keys-missing': {
    status: 500,
    meaning: 'Grants of real customers would lie on the disk unsealed',
    remedy: 'Make keys with gatehouse keys generate and name the file in relay.keysFile or GATEHOUSE_RELAY_KEYS_FILE',
    fault: 'operator',
  },
  stopping: {
    status: 503,
    meaning: 'The process is stopping',
    remedy: 'Send the request again in a moment',
    fault: 'gatehouse',
  },
  'store-closed': {
    status: 503,
    meaning: 'The store is closed',
    remedy: 'Wait until the process is up again',
    fault: 'gatehouse',
  },
  'store-failed': {
    status: 500,
    meaning: 'The store could not do what was asked',
    remedy: 'See that the directory can be written and the disk is neither full nor broken, or name another directory',
    fault: 'operator',
  },
  'store-full': {
    status: 503,
    meaning: 'The disk of the store takes nothing more',
    remedy:
      'Make room on the disk, or raise the quota or the limit; what was acknowledged is kept, and a process that runs goes on by itself',
    fault: 'operator',
  },
  'store-locked': {
    status: 500,
    meaning: 'Another process holds the store',
    remedy: 'Stop the other process or use another directory',
    fault: 'operator',
  },
  'store-too-new': {
    status: 500,
    meaning: 'The store was written by a newer version',
    remedy: 'Use that version or newer',
    fault: 'operator',
  },
  'store-too-old': {
    status: 500,
    meaning: 'The SQLite library is older than what keeps the store safe',
    remedy: 'Use a newer Node.js',
    fault: 'operator',
  },
  'store-unsafe': {
    status: 500,
    meaning: 'The store does not write durably',
    remedy: 'Use a disk and a file system that sync',
    fault: 'operator',
  },
  timeout: {
    status: 504,
    meaning: 'The other side did not answer in time',
    remedy: 'Try again later',
    fault: 'other-side',
  },
  'too-large': {
    status: 413,
    meaning: 'The body is larger than allowed',
    remedy: 'Send it in smaller parts',
    fault: 'caller',
  },
  'too-many-requests': {
    status: 429,
    meaning: 'More requests than allowed',
    remedy: 'Wait for the time that Retry-After names',
    fault: 'caller',
  },
  unauthorized: {
    status: 401,
    meaning: 'The API key is missing or wrong',
    remedy: 'Use a valid key; over HTTP it is sent as Authorization: Bearer',
    fault: 'caller',
  },
  'unknown-customer': {
    status: 404,
    meaning: 'No such customer',
    remedy: 'Check the id, or register the customer first',
    fault: 'caller',
  },
  'unknown-endpoint': {
    status: 404,
    meaning: 'No such endpoint of this customer',
    remedy: 'Register the endpoint first',
    fault: 'caller',
  },
  'unknown-skill': { status: 404, meaning: 'No such skill', remedy: 'Register the skill first', fault: 'caller' },
  unreachable: {
    status: 502,
    meaning: 'The other side could not be reached',
    remedy: 'Check the address and that it is running',
    fault: 'other-side',
  },
  'unsupported-media-type': {
    status: 415,
    meaning: 'The body is not of a type that is understood',
    remedy: 'Send Content-Type: application/json',
    fault: 'caller',
  },
  'wrong-usage': {
    status: 400,
    meaning: 'The command was not given as it must be',
    remedy: 'Run the command with --help',
    fault: 'caller',
  },
};
