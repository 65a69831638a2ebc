import { GatehouseError, gatewayErrorOf, PROBLEM_TYPE } from '@gatehouse/protocol';
import { codeInProfile } from '../event/profile.ts';
import { type ClaimedFault, type FaultAction, isHandled, isSpoilt } from '../fault/fault.ts';
import { createFaultReason, type FaultRuleId, faultRules, noteFault } from '../fault/fault-rules.ts';
import { FAULT_HEADER, parseFaultHeader } from '../fault/parse-fault.ts';
import { spoilAnswer } from '../fault/spoil-answer.ts';
import type { House } from '../house/house.ts';
import { equalSecrets } from '../token/fingerprint.ts';
import type { AmazonPath, Arrival, Outcome, ReceivedRequest } from './amazon-path.ts';
import { encodeProblem } from './problem.ts';

/** What a request led to, and the fault that decides how its answer leaves. */
export interface Met extends Outcome {
  readonly fault?: FaultAction;
}

/** The header that carries the control API's key for {@link FAULT_HEADER}, where there is a key. */
const KEY_HEADER = 'x-gatehouse-key';

interface Way {
  readonly request: ReceivedRequest;
  readonly path: AmazonPath;
}

/**
 * Handles a request, unless a fault says otherwise: that of its own header, else the first of the list that fires. A
 * header that is no fault is a problem of Gatehouse's own, and nothing is handled then. An empty list costs a look.
 */
export function meetFault(arrival: Arrival, way: Way): Met {
  const { faults } = arrival.side.house;
  const header = arrival.exchange.request.headers[FAULT_HEADER];
  if (header === undefined && faults.isEmpty) return way.request.handle();
  const claim = header === undefined ? claimFault(arrival, way.request) : claimHeader(String(header), arrival);
  if (claim === undefined) return way.request.handle();
  return claim.type === 'refused' ? refuseHeader(claim, way.request) : applyFault(claim.fault, arrival, way);
}

interface Refused {
  readonly type: 'refused';
  readonly rule: FaultRuleId;
  readonly problem: GatehouseError;
}

type Claim = Refused | { readonly type: 'claimed'; readonly fault: ClaimedFault };

function claimFault({ exchange, side }: Arrival, request: ReceivedRequest): Claim | undefined {
  const { region, path } = exchange;
  const { skillId, userId, kind, endpointId } = request.describe();
  const fault = side.house.faults.claim({
    region,
    path,
    ...(skillId !== undefined && { skillId }),
    ...(userId !== undefined && { userId }),
    ...(kind !== undefined && { kind }),
    ...(endpointId !== undefined && { endpointId }),
  });
  return fault && { type: 'claimed', fault };
}

function claimHeader(header: string, { exchange, side }: Arrival): Claim {
  const { apiKey } = side.house.config;
  const key = exchange.request.headers[KEY_HEADER];
  if (apiKey !== undefined && !(typeof key === 'string' && equalSecrets(key, apiKey.reveal()))) {
    const message = `Cannot take the header ${FAULT_HEADER} without the control API's key; send it as ${KEY_HEADER}`;
    return { type: 'refused', rule: 'header-key', problem: new GatehouseError('unauthorized', message) };
  }
  try {
    return { type: 'claimed', fault: { action: parseFaultHeader(header) } };
  } catch (error) {
    if (error instanceof GatehouseError) return { type: 'refused', rule: 'header-malformed', problem: error };
    throw error;
  }
}

function refuseHeader({ rule, problem }: Refused, request: ReceivedRequest): Met {
  const { status, code, pointer } = problem;
  const { source, basis } = faultRules[rule];
  const reason = {
    code,
    message: problem.message,
    ...(pointer !== undefined && { pointer }),
    rule: `fault/${rule}`,
    source,
    basis,
  };
  return {
    answer: { status, body: encodeProblem(problem), headers: { 'content-type': PROBLEM_TYPE } },
    entry: { ...request.describe(), status, code, verdict: 'refused', effects: [], reason },
  };
}

function applyFault(fault: ClaimedFault, { side }: Arrival, { request, path }: Way): Met {
  const { action } = fault;
  const handled = isHandled(action) ? request.handle() : undefined;
  const { answer, code } = spoilAnswer(action, {
    form: path.errorForm(side.house.config),
    codeInProfile: documented => resolveCode(documented, side.house),
    createMessageId: () => side.house.random.uuid(),
    ...(handled !== undefined && { handled: handled.answer }),
  });
  const note = noteFault(fault, handled?.entry);
  if (handled !== undefined && !isSpoilt(action)) {
    return { answer, entry: { ...handled.entry, fault: note }, fault: action };
  }
  const { code: _, ...facts }: Partial<Outcome['entry']> = handled?.entry ?? request.describe();
  const entry: Outcome['entry'] = {
    effects: [],
    ...facts,
    status: answer.status,
    ...(code !== undefined && { code }),
    verdict: action.cut === undefined ? 'refused' : 'cut',
    reason: createFaultReason(note, action),
    fault: note,
  };
  return { answer, entry, fault: action };
}

function resolveCode(code: string, { profile }: House): string {
  const known = gatewayErrorOf(code);
  return known === undefined ? code : codeInProfile(known.code, profile);
}
