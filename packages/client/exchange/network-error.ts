import type { UnansweredReason } from '../outcome/answer.ts';

const reasonOfCode: ReadonlyMap<string, UnansweredReason> = new Map<string, UnansweredReason>([
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['HPE_INVALID_EOF_STATE', 'reset'],
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['UND_ERR_ABORTED', 'aborted'],
  ['UND_ERR_CLOSED', 'aborted'],
  ['UND_ERR_DESTROYED', 'aborted'],
  ['EPROTO', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['HOSTNAME_MISMATCH', 'tls'],
]);

const sentenceOfReason: Readonly<Record<UnansweredReason, string>> = {
  timeout: 'No answer in time',
  reset: 'The connection ended before an answer',
  refused: 'The connection was refused',
  dns: 'The name of the host could not be resolved',
  tls: 'The secure connection could not be set up',
  aborted: 'The request was given up',
  other: 'The request failed',
};

/**
 * Sorts an error of undici, Node's sockets, DNS or TLS by its code. The detail is a sentence and the code, never the
 * error's own message, which may quote what was sent. Takes anything, also what is no error.
 */
export function explainNetworkError(error: unknown): { readonly reason: UnansweredReason; readonly detail: string } {
  const code = codeOf(error);
  const reason = code === undefined ? 'other' : reasonOf(code);
  const detail = sentenceOfReason[reason];
  return { reason, detail: code === undefined ? detail : `${detail} (${code})` };
}

function reasonOf(code: string): UnansweredReason {
  const known = reasonOfCode.get(code);
  if (known !== undefined) return known;
  if (code.startsWith('EAI_')) return 'dns';
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_)/.test(code) ? 'tls' : 'other';
}

/** The code of an error, or of the first error inside it that has one: several addresses fail as one aggregate. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code)) return error.code;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const one of inner) {
    const code = codeOf(one);
    if (code !== undefined) return code;
  }
  return undefined;
}
