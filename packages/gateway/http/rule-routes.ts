import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { ledger } from '../rule/ledger.ts';
import { type LedgerRule, RULE_AREAS } from '../rule/ledger-rule.ts';
import { addControlRoute } from './control-route.ts';
import { pageOf, queryOf } from './page.ts';

const BASES: readonly string[] = ['chosen', 'documented', 'observed'];
const FILTERS: readonly string[] = ['after', 'area', 'basis', 'limit'];

/** `/rules`: every rule that the gateway decides by, by id; `area` and `basis` filter. */
export function addRuleRoutes(app: FastifyInstance): void {
  addControlRoute(app, '/rules', {
    GET: request => pageOf(listRules(queryOf(request.query)), { idOf: rule => rule.id, query: request.query }),
  });
}

function listRules(query: Readonly<Record<string, string>>): LedgerRule[] {
  const { area, basis } = query;
  requireKnown({ name: 'area', value: area, allowed: RULE_AREAS });
  requireKnown({ name: 'basis', value: basis, allowed: BASES });
  for (const name of Object.keys(query)) requireKnown({ name, value: name, allowed: FILTERS });
  return ledger.filter(rule => (area ?? rule.area) === rule.area && (basis ?? rule.basis) === rule.basis);
}

function requireKnown(asked: {
  readonly name: string;
  readonly value: string | undefined;
  readonly allowed: readonly string[];
}): void {
  const { name, value, allowed } = asked;
  if (value === undefined || allowed.includes(value)) return;
  throw new GatehouseError('invalid-request', `Cannot list the rules by ${name}; allowed are ${allowed.join(', ')}`, {
    pointer: `/${name}`,
  });
}
