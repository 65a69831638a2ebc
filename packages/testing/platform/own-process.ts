/** The Node.js that runs the test, so that what it starts runs on the same. */
export function ownNodePath(): string {
  return process.execPath;
}

/** The environment of the test without what would steer the product or Node's test runner. */
export function plainEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GATEHOUSE_|NODE_)/.test(name)));
}

/** Calls back when the test process ends, however it ends; answers a function that forgets the call. */
export function onOwnExit(callback: () => void): () => void {
  process.once('exit', callback);
  return () => void process.off('exit', callback);
}
