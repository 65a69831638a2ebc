import { type GatewayErrorCode, gatewayErrorOf, type Region, tokenErrorOf } from '@gatehouse/protocol';
import type { ScriptedAnswer, WireAnswer } from './scripted-answer.ts';
import { hasOneToken, type ScriptedRequest } from './scripted-request.ts';
import type { TokenDesk } from './token-desk.ts';

/** What the rules read: the tokens, the regions that customers are bound to, and where the regions are. */
export interface RuleBooks {
  readonly desk: TokenDesk;
  readonly regions: ReadonlyMap<string, Region>;
  readonly urls: Readonly<Record<Region, string>>;
}

/** Decides what a request gets: what was planned for it, and where that leaves things open, what the rules say. */
export function decideAnswer(request: ScriptedRequest, planned: ScriptedAnswer, books: RuleBooks): WireAnswer {
  const { status, code, body, cut, hang } = planned;
  if (status !== undefined || code !== undefined || body !== undefined) return complete(request, planned);
  // What is cut before its first byte, or hangs, was not processed: no code is used up.
  if (cut === 'before' || hang === true) return { ...planned, status: 0, text: '' };
  return complete(request, { ...planned, ...answerByRule(request, books) });
}

function answerByRule(request: ScriptedRequest, books: RuleBooks): ScriptedAnswer {
  if (request.path === 'token' && request.method === 'POST') return answerGrant(request, books.desk);
  if (request.path === 'events' && request.method === 'POST') return answerEvent(request, books);
  if (request.path === 'region' && request.method === 'GET') return answerRegion(request, books);
  return { status: 404 };
}

function answerGrant(request: ScriptedRequest, desk: TokenDesk): ScriptedAnswer {
  const answer = desk.answer(request.json);
  return answer.type === 'granted' ? { body: answer.body } : { code: answer.error };
}

function answerEvent(request: ScriptedRequest, { regions }: RuleBooks): ScriptedAnswer {
  const { customer, region, json } = request;
  if (customer === undefined) return refuse('INVALID_ACCESS_TOKEN_EXCEPTION');
  if ((regions.get(customer) ?? region) !== region) return refuse('SKILL_NEVER_ENABLED_EXCEPTION');
  if (json === undefined) return refuse('INVALID_REQUEST_EXCEPTION');
  return hasOneToken(request) ? { status: 202 } : refuse('INVALID_ACCESS_TOKEN_EXCEPTION');
}

function answerRegion({ customer, region }: ScriptedRequest, { regions, urls }: RuleBooks): ScriptedAnswer {
  if (customer === undefined) return refuse('INVALID_ACCESS_TOKEN_EXCEPTION');
  return { body: { endpoints: [urls[regions.get(customer) ?? region]] } };
}

function refuse(code: GatewayErrorCode): ScriptedAnswer {
  return { code };
}

/** Adds the status and the body that an answer leaves to be understood. */
function complete({ path }: ScriptedRequest, answer: ScriptedAnswer): WireAnswer {
  const { code, description = 'As the script wants it' } = answer;
  const success = path === 'events' ? 202 : 200;
  if (code === undefined) return { ...answer, status: answer.status ?? success, text: textOf(answer.body) };
  const known = path === 'token' ? tokenErrorOf(code) : gatewayErrorOf(code);
  const said = path === 'token' ? { error: code, error_description: description } : exception(code, description);
  return { ...answer, status: answer.status ?? known?.status ?? 500, text: textOf(answer.body ?? said) };
}

/** Any code may stand here, known or not: this is the one place where the shape is not the protocol package's. */
function exception(code: string, description: string): unknown {
  return { header: { namespace: 'System', name: 'Exception', messageId: 'scripted' }, payload: { code, description } };
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
