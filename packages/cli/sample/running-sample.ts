import type { SampleHome } from './sample-home.ts';

/** A running sample: the addresses of both ends, and the home that talks to them. */
export interface RunningSample {
  /** The relay's address. */
  readonly relay: string;
  /** The gateway's control address. */
  readonly control: string;
  readonly sample: SampleHome;
}
