import type { DirectiveSpec } from '../directive/directive.ts';
import type { DirectiveOrigin } from '../directive/directive-exchange.ts';
import { journalDirective } from '../directive/journal-directive.ts';
import type { Reason } from '../journal/reason.ts';
import type { Link } from '../link/link.ts';
import type { Routine, RoutineAction } from './routine.ts';
import type { RoutineHouse } from './routine-house.ts';
import { createRoutineReason } from './routine-rules.ts';

/** A routine that was started: for whom, by whose effect, and how many routines led to it, itself included. */
export interface RoutineRun {
  readonly userId: string;
  readonly skillId: string;
  readonly routine: Routine;
  readonly depth: number;
}

/** What one directive of a routine is sent with. */
export interface ActionHouse extends RoutineHouse {
  /** Told the skill just before a directive leaves. */
  sending(skillId: string): void;
}

/**
 * Sends one directive of a routine, to the skill that it names or to the one that made the endpoint known, and waits
 * for its answer. What cannot be sent is journalled with the reason. Never rejects.
 */
export async function sendAction(run: RoutineRun, action: RoutineAction, house: ActionHouse): Promise<void> {
  const { skillId, ...spec } = action;
  const link = findLink(run, action, house);
  const skill = link === undefined ? undefined : house.skills.read(link.skillId);
  if (link === undefined || skill === undefined) return refuse(run, action, { house, reason: unlinked(action) });
  const { userId, granteeToken, region } = link;
  if (house.homes.readEndpoint({ userId, skillId: link.skillId }, action.endpointId) === undefined) {
    return refuse(run, { ...action, skillId: link.skillId }, { house, reason: unknownEndpoint(action) });
  }
  house.sending(link.skillId);
  await house.exchange({
    userId,
    skillId: link.skillId,
    region,
    cause: 'routine',
    routineId: run.routine.routineId,
    target: skill,
    ...(granteeToken !== undefined && { granteeToken }),
    spec,
    depth: run.depth,
  });
}

/** The link of the skill that is named; else of the one that started the routine, if the endpoint is its; else of any. */
function findLink(run: RoutineRun, action: RoutineAction, house: RoutineHouse): Link | undefined {
  const { userId, skillId } = run;
  if (action.skillId !== undefined) return house.links.read(action.skillId, userId);
  const links = house.links.listOfCustomer(userId);
  const own = links.find(link => link.skillId === skillId);
  const ordered = own === undefined ? links : [own, ...links];
  const knows = (link: Link): boolean => house.homes.readEndpoint(link, action.endpointId) !== undefined;
  return ordered.find(knows) ?? own ?? links[0];
}

interface Refusing {
  readonly house: RoutineHouse;
  readonly reason: Reason;
}

/** The entry of a directive that could not even be composed: what it would have been, and why it was not sent. */
function refuse(run: RoutineRun, action: RoutineAction, { house, reason }: Refusing): void {
  const { userId } = run;
  const region = house.customers.read(userId)?.region ?? 'NA';
  const { routineId } = run.routine;
  const origin: DirectiveOrigin = {
    userId,
    skillId: action.skillId ?? run.skillId,
    region,
    cause: 'routine',
    routineId,
  };
  const directive = describe(action);
  journalDirective(
    { origin, exchange: { directive, deferred: false, tookMs: 0, problem: reason, effects: [] } },
    house.journal,
  );
}

function describe({ namespace, name, instance, endpointId, payload }: DirectiveSpec): object {
  const header = { namespace, name, ...(instance !== undefined && { instance }) };
  return { directive: { header, endpoint: { endpointId }, payload: payload ?? {} } };
}

function unlinked({ skillId }: RoutineAction): Reason {
  const message =
    skillId === undefined
      ? 'The directive was not sent: no skill is enabled for the customer'
      : `The directive was not sent: skill ${skillId} is not enabled for the customer`;
  return createRoutineReason('not-linked', message);
}

function unknownEndpoint({ endpointId }: RoutineAction): Reason {
  const message = `The directive was not sent: endpoint ${endpointId} is not known in this home; announce it with Discover.Response or AddOrUpdateReport`;
  return createRoutineReason('endpoint-unknown', message);
}
