import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The words of a command line, and the options that it may have, as `parseArgs` takes them. */
export interface CommandLine<Config extends ParseArgsOptionsConfig> {
  readonly args: readonly string[];
  readonly options: Config;
}

/** What `parseArgs` makes of the words. */
export type CommandValues<Config extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Config }>
>['values'];

/** Reads options; answers a sentence that says what is wrong, as `read` does. */
export function parseCommandLine<const Config extends ParseArgsOptionsConfig, Options>(
  { args, options }: CommandLine<Config>,
  read: (values: CommandValues<Config>) => Options | string,
): Options | string {
  try {
    return read(parseArgs({ args: [...args], options }).values);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Says of the first option that is no whole number from 1 to `most` what is wrong with it; undefined when all are. What
 * is not given is none's fault.
 */
export function judgeNumbers(values: Readonly<Record<string, string | undefined>>, most: number): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || (/^[1-9]\d{0,14}$/.test(value) && Number(value) <= most)) continue;
    return `--${name} is ${value}; allowed are whole numbers from 1 to ${most}`;
  }
  return undefined;
}
