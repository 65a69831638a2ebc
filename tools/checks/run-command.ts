import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** How a command ended and everything that it printed, both streams in the order of arrival. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/** What to run, where, and whether somebody watches the output as it comes. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs a program without a shell and waits for its end. Programs of `node_modules/.bin` and the Node.js that runs
 * this are found first. One that cannot be started, or is killed, ends with exit code 2.
 */
export function runCommand(command: readonly [string, ...string[]], options: CommandOptions): Promise<CommandResult> {
  const [program, ...args] = command;
  const env = options.env ?? process.env;
  const path = [`${options.cwd}/node_modules/.bin`, dirname(process.execPath), env.PATH ?? ''].join(delimiter);
  return new Promise(resolve => {
    let output = '';
    const keep = (text: string): void => {
      output += text;
      options.onOutput?.(text);
    };
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', error => {
      keep(`Could not run ${program}: ${error.message}\n`);
      resolve({ exitCode: 2, output });
    });
    child.on('close', code => resolve({ exitCode: code ?? 2, output }));
  });
}
