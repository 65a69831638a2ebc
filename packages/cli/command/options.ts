import { InvalidArgumentError, Option } from 'commander';
import { LOG_LEVELS } from '../platform/pino-log.ts';

const HIGHEST_PORT = 65_535;
const HIGHEST_SEED = 4_294_967_295;

/** `--config F`: the configuration file. */
export function createConfigOption(): Option {
  return new Option(
    '--config <file>',
    'read the configuration from this file (default: gatehouse.config.json, if there)',
  );
}

/** `--data DIR`: where a gateway keeps its state. */
export function createDataOption(): Option {
  const what = 'keep the state in this directory, made if it is not there (default: in memory)';
  return new Option('--data <dir>', what).argParser(parseDirectory);
}

/** `--json`: one JSON value, or one JSON object a line for streams. */
export function createJsonOption(): Option {
  return new Option('--json', 'print JSON for programs instead of text for people');
}

/** `--json` of a command whose output is another's: only the ready line before it. */
export function createReadyOption(): Option {
  return new Option('--json', "print the ready line as JSON before the command's own output");
}

/** `--log-level L`: how much is logged to stderr. */
export function createLogOption(): Option {
  return new Option('--log-level <level>', 'how much to log to stderr').choices([...LOG_LEVELS]).default('warn');
}

/** `--port N|0`: the port to listen on; 0 picks free ones. */
export function createPortOption(what: string): Option {
  return new Option('--port <number>', `${what}; 0 picks free ports`).argParser(parsePort);
}

/** `--port N` of a command that asks a relay: where that relay listens. */
export function createRelayPortOption(): Option {
  const what = 'the port of the relay, where one runs on the store (default: as configured)';
  return new Option('--port <number>', what).argParser(parsePort);
}

/** `--relay URL`: the relay to ask. */
export function createRelayOption(): Option {
  const what = 'the address of the relay (default: GATEHOUSE_RELAY_HOST and _PORT, else http://127.0.0.1:4500)';
  return new Option('--relay <url>', what);
}

/** `--seed N`: makes a gateway repeatable. */
export function createSeedOption(): Option {
  const what = 'for tests only: make codes, tokens and ids repeatable, and so guessable, from this number';
  return new Option('--seed <number>', what).argParser(text => parseWhole(text, HIGHEST_SEED));
}

/** An empty name is a variable that nobody set, and memory in its place would lose the state without a word. */
function parseDirectory(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('found an empty name, allowed is the path of a directory');
}

function parsePort(text: string): number {
  return parseWhole(text, HIGHEST_PORT);
}

function parseWhole(text: string, highest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= highest) return number;
  throw new InvalidArgumentError(`found "${text}", allowed is a whole number from 0 to ${highest}`);
}
