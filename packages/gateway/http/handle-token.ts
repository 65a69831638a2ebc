import { encodeTokenError } from '@gatehouse/protocol';
import { answerTokenRequest, type TokenAnswer } from '../token/token-endpoint.ts';
import { createRefusal } from '../token/token-refusal.ts';
import type { AmazonSide, Exchange, Handled } from './exchange.ts';
import { type BodyReading, decodeUtf8, readBody } from './read-body.ts';

/** Far more than any request to the token endpoint has. */
const MOST_BYTES = 64 * 1024;

/** Tokens must not stay in any cache (fact sheet 7.2). */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache, no-store, must-revalidate',
  pragma: 'no-cache',
};

/** `POST /auth/o2/token`: answered by the token endpoint's rules and written to the journal. */
export async function handleToken(exchange: Exchange, side: AmazonSide): Promise<Handled> {
  const { house } = side;
  const { headers } = exchange.request;
  const reading = await readBody(exchange.request, {
    clock: house.machineClock,
    mostBytes: MOST_BYTES,
    timeoutMs: house.config.bodyTimeoutMs,
    signal: side.signal,
  });
  const answer =
    reading.type === 'whole'
      ? answerTokenRequest(
          {
            contentType: headers['content-type'],
            authorization: headers.authorization,
            text: decodeUtf8(reading.bytes),
          },
          house,
        )
      : refuseReading(reading);
  append(answer, { exchange, side, cut: reading.type === 'gone' });
  const challenge = answer.status === 401 && headers.authorization !== undefined;
  return {
    answer: {
      status: answer.status,
      body: answer.body,
      headers: {
        ...HEADERS,
        'x-amzn-requestid': house.random.uuid(),
        ...(challenge && { 'www-authenticate': 'Basic realm="token"' }),
      },
    },
    early: reading.type !== 'whole',
  };
}

function refuseReading(reading: BodyReading): TokenAnswer {
  const message =
    reading.type === 'too-large' ? 'The body is larger than 64 KB' : 'The body did not arrive whole in time';
  const { error, reason } = createRefusal('invalid_request', {
    rule: reading.type === 'too-large' ? 'body-too-large' : 'body-incomplete',
    message,
    source: 'chosen, nothing is documented',
    basis: 'chosen',
  });
  return { status: 400, body: encodeTokenError({ error }), code: error, reason };
}

function append(
  answer: TokenAnswer,
  { exchange, side, cut }: { readonly exchange: Exchange; readonly side: AmazonSide; readonly cut: boolean },
): void {
  const { status, code, reason, skillId, userId, parameters } = answer;
  const refused = cut ? 'cut' : 'refused';
  side.house.journal.append({
    region: exchange.region,
    path: exchange.path,
    status,
    ...(code !== undefined && { code }),
    ...(skillId !== undefined && { skillId }),
    ...(userId !== undefined && { userId }),
    verdict: status === 200 ? 'accepted' : refused,
    effects: [],
    ...(reason !== undefined && { reason }),
    ...(parameters !== undefined && { request: parameters }),
  });
}
