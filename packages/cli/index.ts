/** The `gatehouse` command as a function, for whoever runs it inside a process of their own. */
export { runProgram } from './command/program.ts';
export type { ChildResult, Host } from './platform/host.ts';
export { createSystemHost } from './platform/system-host.ts';
