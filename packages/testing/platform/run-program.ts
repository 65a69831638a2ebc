/** A command of this package. */
export interface Program<Options extends { readonly help: boolean }> {
  /** What `--help` says, and what is said after a wrong option. */
  readonly usage: string;
  /** Answers a sentence that says what is wrong with the options and what is allowed. */
  readonly parse: (args: readonly string[]) => Options | string;
  /** Answers the exit code. */
  readonly run: (options: Options) => Promise<number>;
}

/** Runs a command with the words that the process was given; a wrong option ends it with 2. */
export async function runProgram<Options extends { readonly help: boolean }>({
  usage,
  parse,
  run,
}: Program<Options>): Promise<void> {
  const options = parse(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) process.stdout.write(usage);
  else process.exitCode = await run(options);
}
