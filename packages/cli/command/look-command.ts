import { GatehouseError, isJsonObject, type JsonObject, textAt } from '@gatehouse/protocol';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { encodeColumns } from './encode-columns.ts';
import { createJsonOption, createRelayOption } from './options.ts';
import { RelayAccess, tellNo } from './relay-access.ts';

interface LookOptions {
  readonly relay?: string;
  readonly json?: true;
  readonly limit: number;
  readonly after?: string;
  readonly customer?: string;
  readonly endpoint?: string;
  readonly class?: string;
  readonly status?: string;
  readonly state?: string;
}

/** A page of a list of the relay's API, or why there is none. */
type Page = Awaited<ReturnType<RelayAccess['ask']>>;

const CUSTOMER_COLUMNS = [
  'customer',
  'region',
  'link.state',
  'lane.state',
  'lane.dueAt',
  'lane.queued',
  'lane.oldestAt',
  'lane.reason',
  'link.reason',
];
const EVENT_COLUMNS = ['id', 'customer', 'endpointId', 'class', 'kind', 'status', 'acceptedAt'];
const ENDPOINT_COLUMNS = ['endpointId', 'friendlyName', 'manufacturerName'];

/** The states of a link for which a lane is parked. */
const PARKED = ['lost', 'disabled', 'stage-changed', 'account-not-found'];

/** `gatehouse customers|endpoints|events|parked|dead`: looks at what a running relay holds. */
export function addLookCommands(program: Command, context: CommandContext): void {
  const look = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .addOption(createRelayOption())
      .addOption(createJsonOption())
      .addOption(new Option('--limit <number>', 'at most so many').default(100).argParser(parseLimit))
      .option('--after <id>', 'go on after this one');
  look('customers', 'list customers with link and lane')
    .option(
      '--state <state>',
      'only those whose link is none, active, lost, disabled, stage-changed or account-not-found',
    )
    .action((options: LookOptions) =>
      tellPage(options, { context, columns: CUSTOMER_COLUMNS, ask: askCustomers, none: noCustomers }),
    );
  look('parked', 'list customers whose lane is parked, with the reason and what to do').action((options: LookOptions) =>
    tellPage(options, {
      ...{ context, columns: [...CUSTOMER_COLUMNS, 'link.remedy'], ask: askParked },
      none: () => 'No lane is parked',
    }),
  );
  look('endpoints', "list a customer's endpoints")
    .argument('[customer]', 'whose')
    .option('--customer <id>', 'whose, in place of the argument')
    .action((customer: string | undefined, options: LookOptions) =>
      tellPage(
        { ...options, customer: oneCustomer(customer, options.customer) },
        { context, columns: ENDPOINT_COLUMNS, ask: askEndpoints, none: noEndpoints },
      ),
    );
  look('events', "list a customer's events, oldest first, or those of all customers in one trouble")
    .option('--customer <id>', 'whose; without it only with --status dead, expired, dropped or parked')
    .option('--endpoint <id>', 'only those of this endpoint')
    .option('--class <class>', 'only level, edge, reply, catalogue or notice')
    .option('--status <status>', 'only pending, delivered, coalesced, expired, dead, dropped or parked')
    .action((options: LookOptions) =>
      tellPage(options, { context, columns: EVENT_COLUMNS, ask: askEvents, none: noEvents }),
    );
  look('dead', 'list dead letters, oldest first')
    .option('--customer <id>', 'only those of this customer')
    .action((options: LookOptions) =>
      tellPage({ ...options, status: 'dead' }, { context, columns: EVENT_COLUMNS, ask: askEvents, none: noEvents }),
    );
}

/** The customer as `endpoints` takes it, in either way; both may name the same one. */
function oneCustomer(argument: string | undefined, option: string | undefined): string {
  const customer = argument ?? option;
  if (customer && (option === undefined || option === customer)) return customer;
  const found = customer ? `The customers ${argument} and ${option} are named` : 'No customer is named';
  throw new GatehouseError('wrong-usage', `${found}; name one, as in "gatehouse endpoints CUSTOMER"`);
}

interface Look {
  readonly context: CommandContext;
  readonly columns: readonly string[];
  readonly ask: (access: RelayAccess, options: LookOptions) => Promise<Page>;
  /** What people are told in place of a table without rows. */
  readonly none: (options: LookOptions) => string;
}

async function tellPage(options: LookOptions, { context, columns, ask, none }: Look): Promise<void> {
  const { host } = context;
  const page = await ask(new RelayAccess(host, { url: options.relay }), options);
  if (page.type === 'no') return tellNo(context, page);
  if (options.json) return host.out(`${JSON.stringify(page.body)}\n`);
  const items = Array.isArray(page.body.items) ? page.body.items.filter(isJsonObject) : [];
  if (items.length > 0) host.out(encodeColumns(columns, items));
  const next = textAt(page.body, ['next']);
  if (next !== undefined) return host.err(`There are more: go on with --after ${next}\n`);
  if (items.length === 0) host.err(`${none(options)}${options.after === undefined ? '' : ` after ${options.after}`}\n`);
}

function noCustomers({ state }: LookOptions): string {
  return `The relay knows no customer${state === undefined ? '' : ` whose link is ${state}`}`;
}

function noEndpoints({ customer }: LookOptions): string {
  return `The relay knows no endpoint of customer ${customer}`;
}

function noEvents({ customer, endpoint, class: eventClass, status }: LookOptions): string {
  const kind = [status, eventClass].map(word => (word === undefined ? '' : `${word} `)).join('');
  const about = endpoint === undefined ? '' : ` about ${endpoint}`;
  return `The relay holds no ${kind}event${about}${customer === undefined ? '' : ` of customer ${customer}`}`;
}

function askCustomers(access: RelayAccess, { state, limit, after }: LookOptions): Promise<Page> {
  return access.ask({ path: `/v1/customers?${queryOf({ state, limit, after })}` });
}

/** One state after the other, for the relay lists one at a time; the next page begins after a customer of any of them. */
async function askParked(access: RelayAccess, options: LookOptions): Promise<Page> {
  const found: JsonObject[] = [];
  let isMore = false;
  for (const state of PARKED) {
    const page = await askCustomers(access, { ...options, state });
    if (page.type === 'no') return page;
    if (Array.isArray(page.body.items)) found.push(...page.body.items.filter(isJsonObject));
    isMore ||= page.body.next !== undefined;
  }
  found.sort((a, b) => (String(a.customer) < String(b.customer) ? -1 : 1));
  const items = found.slice(0, options.limit);
  const last = items.at(-1)?.customer;
  return { type: 'yes', body: isMore || found.length > items.length ? { items, next: last } : { items } };
}

function askEndpoints(access: RelayAccess, { customer = '', limit, after }: LookOptions): Promise<Page> {
  return access.ask({ path: `/v1/customers/${encodeURIComponent(customer)}/endpoints?${queryOf({ limit, after })}` });
}

function askEvents(access: RelayAccess, options: LookOptions): Promise<Page> {
  const { customer, endpoint, class: eventClass, status, limit, after } = options;
  return access.ask({ path: `/v1/events?${queryOf({ customer, endpoint, class: eventClass, status, limit, after })}` });
}

function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  return query.toString();
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 1_000) return limit;
  throw new InvalidArgumentError(`found "${text}", allowed is a whole number from 1 to 1000`);
}
