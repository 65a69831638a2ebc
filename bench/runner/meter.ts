/** Where a measurement reads time: both run on and have no meaning but their differences, in nanoseconds. */
export interface Meter {
  wallNs(): number;
  cpuNs(): number;
}
