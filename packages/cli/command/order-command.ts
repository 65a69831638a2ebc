import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { createJsonOption, createRelayOption } from './options.ts';
import { RelayAccess, tellNo } from './relay-access.ts';

interface OrderOptions {
  readonly relay?: string;
  readonly json?: true;
}

interface Order {
  readonly context: CommandContext;
  readonly path: string;
  /** Tells people what was done. */
  readonly tell: (body: Readonly<Record<string, unknown>>) => string;
}

/** `gatehouse resume|drop CUSTOMER` and `gatehouse replay EVENT`: a person's orders to a running relay. */
export function addOrderCommands(program: Command, context: CommandContext): void {
  const order = (name: string, description: string): Command =>
    program.command(name).description(description).addOption(createRelayOption()).addOption(createJsonOption());
  order('resume', 'send on what a parked or waiting lane holds')
    .argument('<customer>', 'whose lane')
    .action((customer: string, options: OrderOptions) =>
      give(options, {
        context,
        path: laneOf(customer, 'resume'),
        tell: ({ events }) => `${countEvents(events)} may be sent now`,
      }),
    );
  order('drop', 'give up what a lane holds; each event is kept as dropped, and any but a reply can be replayed')
    .argument('<customer>', 'whose lane')
    .action((customer: string, options: OrderOptions) =>
      give(options, {
        context,
        path: laneOf(customer, 'drop'),
        tell: ({ events }) => `${countEvents(events)} ${events === 1 ? 'was' : 'were'} dropped`,
      }),
    );
  order('replay', 'send a settled event again, as a new one; a reply is not sent again')
    .argument('<event>', 'the id of the settled event')
    .action((event: string, options: OrderOptions) => {
      const path = `/v1/events/${encodeURIComponent(event)}/replay`;
      return give(options, { context, path, tell: ({ id }) => `It is sent again as ${id}` });
    });
}

function countEvents(events: unknown): string {
  return events === 1 ? '1 event' : `${events} events`;
}

function laneOf(customer: string, order: string): string {
  return `/v1/customers/${encodeURIComponent(customer)}/${order}`;
}

async function give({ relay, json }: OrderOptions, { context, path, tell }: Order): Promise<void> {
  const answer = await new RelayAccess(context.host, { url: relay }).ask({ method: 'POST', path });
  if (answer.type === 'no') return tellNo(context, answer);
  context.host.out(json ? `${JSON.stringify(answer.body)}\n` : `${tell(answer.body)}\n`);
}
