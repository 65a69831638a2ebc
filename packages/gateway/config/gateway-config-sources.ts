/** What the gateway's configuration is made of. */
export interface GatewayConfigSources {
  /** The section `gateway` of `gatehouse.config.json`; undefined when there is no file. */
  readonly section?: unknown;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reads a file that a variable `…_FILE` names; throws when it cannot. */
  readonly readFile?: (path: string) => string;
}
