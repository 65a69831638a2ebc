import { type GatehouseExpectations, gatehouseMatchers } from '@gatehouse/gateway/testing';
import { expect } from 'vitest';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends GatehouseExpectations<R> {}
}

expect.extend(gatehouseMatchers);
