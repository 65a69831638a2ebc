import { isNoticeLocale, type NoticeLocale, parseRegion } from '@gatehouse/protocol';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { SAMPLE } from '../sample/sample-names.ts';
import { runTrigger } from '../trigger/run-trigger.ts';
import type { TriggerOptions } from '../trigger/trigger-options.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit.ts';
import { createJsonOption } from './options.ts';

const EXAMPLES = `
PATH is one of those that --list NAME names. Without --to the event goes to the gateway of "gatehouse exec", where the
command runs under it, as GATEHOUSE_CONTROL_URL tells, and no --customer is given; else to the relay at
GATEHOUSE_RELAY_HOST and _PORT, by default http://127.0.0.1:4500.
Straight to a gateway, notices need the skill's credentials in GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET.

  gatehouse trigger doorbell-press
  gatehouse trigger lamp-brightness --set value=70
  gatehouse trigger order-shipped --set order.seller.name="Any Shop" --preview
  gatehouse trigger order-delivered --user amzn1.ask.account.A --reference order1`;

/** `gatehouse trigger NAME`: sends a ready-made event. */
export function addTriggerCommand(program: Command, context: CommandContext): void {
  program
    .command('trigger')
    .description('send a ready-made event or notice through a relay, or straight to a gateway')
    .argument('[name]', 'which one; --list tells all')
    .option('--list', 'list what can be triggered; with a name, what --set takes')
    .addOption(
      new Option('--set <path=value>', 'another value at a place; may be given again').argParser(collect).default([]),
    )
    .option('--to <url>', 'the address of a relay or of a gateway')
    .option('--preview', 'send nothing: print the sentence of a notice, or the event')
    .option('--customer <id>', `whose event, at a relay; the relay takes it then (default: "${SAMPLE.customer}")`)
    .option('--skill <id>', 'whose event, at a gateway: the skill', SAMPLE.skillId)
    .option('--user <id>', 'whose event, at a gateway; whom a notice is for', SAMPLE.userId)
    .option('--everybody', 'the notice is for all who subscribe')
    .option('--reference <id>', 'the referenceId of the notice; the same once more is an update (default: a new one)')
    .addOption(new Option('--stage <stage>', 'the address of notices').choices(['development', 'live']))
    .addOption(
      new Option(
        '--region <region>',
        'where a relay, or the gateway of "gatehouse exec", sends the notice: NA, EU or FE',
      ).argParser(readRegion),
    )
    .addOption(new Option('--locale <locale>', 'what --preview is told in').argParser(readLocale).default('en-US'))
    .addOption(createJsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: TriggerOptions) => {
      const { out, err, code } = await runTrigger(name, { options, host: context.host });
      if (out !== undefined) context.host.out(out);
      if (err !== undefined) context.host.err(err);
      context.exit(code ?? EXIT.done);
    });
}

function collect(given: string, before: readonly string[]): readonly string[] {
  return [...before, given];
}

function readRegion(text: string): string {
  const region = parseRegion(text);
  if (region !== undefined) return region;
  throw new InvalidArgumentError(`found "${text}", allowed are NA, EU and FE`);
}

function readLocale(text: string): NoticeLocale {
  if (isNoticeLocale(text)) return text;
  throw new InvalidArgumentError(`found "${text}", allowed is a locale of notices such as de-DE`);
}
