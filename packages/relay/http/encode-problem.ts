import {
  encodeHttpProblem,
  GatehouseError,
  type GatehouseErrorCode,
  type HttpProblem,
  type Problem,
} from '@gatehouse/protocol';
import { remedyOfRule } from '../outbox/remedy-of-rule.ts';

/** A problem as RFC 9457 has it, and each rule of the protocol that the body breaks. */
export interface ProblemBody extends HttpProblem {
  readonly problems?: readonly (Problem & { readonly remedy?: string })[];
}

/** What is known of the request that the HTTP library refused. */
export interface RefusedRequest {
  /** Its header `Content-Type`. */
  readonly contentType?: string | undefined;
  /** The largest body of its path, in bytes. */
  readonly bodyLimit?: number | undefined;
}

/** How much of a content type is repeated to the caller. */
const MOST_REPEATED = 100;

/** Errors of the HTTP library by its own codes; the remaining ones below status 500 are the caller's, too. */
const libraryCodes: Readonly<Record<string, readonly [GatehouseErrorCode, (request: RefusedRequest) => string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', describeSize],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', describeType],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid-request', () => 'The body is not as long as Content-Length says'],
  FST_ERR_BAD_URL: [
    'invalid-request',
    () => 'The path is not percent-encoded; a % needs two hexadecimal digits behind it',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['invalid-request', () => 'A part of the path is longer than any id or token'],
};

/**
 * Finds the row of the error table for whatever was thrown. What is not of Gatehouse and not the caller's doing is an
 * `internal-error` that says nothing about itself. What is known of the request tells the caller what was found.
 */
export function problemErrorOf(error: unknown, request: RefusedRequest = {}): GatehouseError {
  if (error instanceof GatehouseError) return error;
  const { code, statusCode } = readLibraryError(error);
  const known = Object.hasOwn(libraryCodes, code) ? libraryCodes[code] : undefined;
  if (known !== undefined) return new GatehouseError(known[0], known[1](request), { cause: error });
  if (statusCode >= 400 && statusCode < 500) {
    return new GatehouseError('invalid-request', 'The request could not be read', { cause: error });
  }
  return new GatehouseError('internal-error', 'The relay failed on this request; its log tells why', { cause: error });
}

/** Writes an error as a problem. */
export function encodeProblem(error: GatehouseError): ProblemBody {
  const problem = encodeHttpProblem(error);
  const problems = problemsOf(error.detail);
  const [first] = problems;
  return {
    ...problem,
    remedy: (first === undefined ? undefined : remedyOfRule(first.rule)) ?? problem.remedy,
    ...(problems.length === 0 ? {} : { problems: problems.map(withRemedy) }),
  };
}

function describeSize({ bodyLimit }: RefusedRequest): string {
  return bodyLimit === undefined
    ? 'The body is larger than this path allows'
    : `The body is too large; allowed are ${bodyLimit} bytes`;
}

function describeType({ contentType }: RefusedRequest): string {
  const found = contentType === undefined ? 'has no Content-Type' : `is of type ${contentType.slice(0, MOST_REPEATED)}`;
  return `The body ${found}; allowed is application/json`;
}

function readLibraryError(error: unknown): { code: string; statusCode: number } {
  if (!(error instanceof Error)) return { code: '', statusCode: 500 };
  const code: unknown = Reflect.get(error, 'code');
  const statusCode: unknown = Reflect.get(error, 'statusCode');
  return {
    code: typeof code === 'string' ? code : '',
    statusCode: typeof statusCode === 'number' ? statusCode : 500,
  };
}

function problemsOf(detail: unknown): Problem[] {
  return Array.isArray(detail) ? (detail as Problem[]) : [];
}

function withRemedy(problem: Problem): Problem & { remedy?: string } {
  const remedy = remedyOfRule(problem.rule);
  return remedy === undefined ? problem : { ...problem, remedy };
}
