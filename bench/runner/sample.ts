/** What a number of operations took: wall time and CPU time of the whole process, in nanoseconds. */
export interface Sample {
  readonly operations: number;
  readonly wallNs: number;
  readonly cpuNs: number;
}

/** One of the programs that are compared. Each call of `play` is one round. */
export interface Contestant {
  readonly name: string;
  play(): Sample | Promise<Sample>;
}
