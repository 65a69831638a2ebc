/** The exit codes of every command: a contract with scripts. */
export const EXIT = {
  /** The command did what it was asked. */
  done: 0,
  /** The answer is no: invalid, failed, not found. */
  no: 1,
  /** The command was used wrongly, or what it needs cannot be reached. */
  unusable: 2,
} as const;
