import { encodeTokenError } from '@gatehouse/protocol';
import { tokenErrorForm } from '../fault/error-form.ts';
import { describeTokenRequest, kindOfGrant } from '../token/describe-token-request.ts';
import { answerTokenRequest, type TokenAnswer } from '../token/token-endpoint.ts';
import { createRefusal, statusOf, type TokenRefusal } from '../token/token-refusal.ts';
import type { TokenRequest } from '../token/token-request.ts';
import type { AmazonPath, Arrival, Outcome, Received, RequestFacts } from './amazon-path.ts';
import { encodeHttpDate } from './encode-http-date.ts';
import { type BodyReading, decodeUtf8 } from './read-body.ts';

/** What Amazon calls a failure of its own (fact sheet 7.4). */
const INTERNAL_FAILURE = 'InternalFailure';

/** `POST /auth/o2/token`: the token endpoint (fact sheet 7); its bodies are at most 64 KB, far more than one needs. */
export const tokenPath: AmazonPath = {
  method: 'POST',
  mostBytes: 64 * 1024,
  errorForm: () => tokenErrorForm,
  receive: receiveTokenRequest,
  headersOf,
};

function receiveTokenRequest(arrival: Arrival): Received {
  const { exchange, reading, side } = arrival;
  if (reading.type !== 'whole') return { type: 'refused', outcome: refuseReading(reading) };
  const { headers } = exchange.request;
  const request: TokenRequest = {
    contentType: headers['content-type'],
    authorization: headers.authorization,
    text: decodeUtf8(reading.bytes),
  };
  return {
    type: 'received',
    request: {
      describe: () => describe(request, arrival),
      handle: () => {
        if (request.text === '' && hasQuery(arrival)) return refuseParametersInUrl(arrival);
        return encodeOutcome(answerTokenRequest(request, side.house));
      },
    },
  };
}

function describe(request: TokenRequest, { side }: Arrival): RequestFacts {
  const { parameters, ...facts } = describeTokenRequest(request, side.house);
  return { ...facts, ...(parameters !== undefined && { request: parameters }) };
}

function refuseReading(reading: BodyReading): Outcome {
  const refusal = createRefusal(reading.type === 'too-large' ? 'body-too-large' : 'body-incomplete');
  const outcome = encodeOutcome(encodeRefusal(refusal));
  return reading.type === 'gone' ? { ...outcome, entry: { ...outcome.entry, verdict: 'cut' } } : outcome;
}

function encodeRefusal(refusal: TokenRefusal): TokenAnswer {
  const { error, reason } = refusal;
  return { status: statusOf(refusal), body: encodeTokenError({ error }), code: error, reason };
}

function hasQuery({ exchange }: Arrival): boolean {
  return /\?./.test(exchange.request.url ?? '');
}

/** Documented is a 400 for whatever lacks parameters; seen was a failure of Amazon's own with an empty object. */
function refuseParametersInUrl({ side }: Arrival): Outcome {
  const answer = encodeRefusal(createRefusal('parameters-in-url'));
  if (side.house.mode === 'strict') return encodeOutcome(answer);
  return encodeOutcome({ ...answer, status: 500, body: {}, code: INTERNAL_FAILURE });
}

function encodeOutcome({ status, code, reason, skillId, userId, parameters, body }: TokenAnswer): Outcome {
  return {
    answer: { status, body },
    entry: {
      status,
      ...(code !== undefined && { code }),
      ...kindOfGrant(parameters),
      ...(skillId !== undefined && { skillId }),
      ...(userId !== undefined && { userId }),
      verdict: status === 200 ? 'accepted' : 'refused',
      effects: [],
      ...(reason !== undefined && { reason }),
      ...(parameters !== undefined && { request: parameters }),
    },
  };
}

/** Tokens must not stay in any cache; the others are those that Amazon's answers have (fact sheet 7.2). */
function headersOf(
  { exchange, side }: Arrival,
  { status, code }: { readonly status: number; readonly code?: string | undefined },
): Readonly<Record<string, string>> {
  const requestId = side.house.random.uuid();
  const challenge = status === 401 && exchange.request.headers.authorization !== undefined;
  return {
    'cache-control': 'no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
    server: 'Server',
    'x-amzn-requestid': requestId,
    'x-amz-rid': requestId.replaceAll('-', '').slice(0, 20).toUpperCase(),
    'x-amz-date': encodeHttpDate(side.house.clock.now()),
    ...(status >= 400 && { 'x-amzn-errortype': errorTypeOf(status, code) }),
    ...(challenge && { 'www-authenticate': 'Basic realm="token"' }),
  };
}

/** Seen is InternalFailure with a 500 alone; that the others are the error word in capitals is our choice. */
function errorTypeOf(status: number, code: string | undefined): string {
  if (status >= 500 || code === undefined) return INTERNAL_FAILURE;
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/[^\w-]/g, '');
}
