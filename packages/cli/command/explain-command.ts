import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { explainEvent } from './explain-event.ts';
import { createJsonOption, createRelayOption } from './options.ts';
import { RelayAccess, tellNo } from './relay-access.ts';

interface ExplainOptions {
  readonly relay?: string;
  readonly json?: true;
}

/** `gatehouse explain EVENT`: what happened to an event and why, step by step. */
export function addExplainCommand(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description('tell what happened to an event and why, step by step')
    .argument('<event>', 'the id that the relay answered')
    .addOption(createRelayOption())
    .addOption(createJsonOption())
    .action((event: string, options: ExplainOptions) => runExplain(event, { ...options, context }));
}

async function runExplain(
  event: string,
  { relay, json, context }: ExplainOptions & { context: CommandContext },
): Promise<void> {
  const access = new RelayAccess(context.host, { url: relay });
  const found = await access.ask({ path: `/v1/events/${encodeURIComponent(event)}` });
  if (found.type === 'no') return tellNo(context, found);
  if (json) return context.host.out(`${JSON.stringify(found.body)}\n`);
  const owner = await access.ask({ path: `/v1/customers/${encodeURIComponent(String(found.body.customer))}` });
  context.host.out(explainEvent(found.body, owner.type === 'yes' ? owner.body : undefined, context.host.clock.now()));
}
