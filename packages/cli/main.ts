#!/usr/bin/env node
import { refuseNode } from './platform/refuse-node.ts';

const refusal = refuseNode(process.versions.node);
if (refusal === undefined) {
  // Only now: an older Node.js lacks modules that the rest imports.
  const { runProgram } = await import('./command/program.ts');
  const { createSystemHost } = await import('./platform/system-host.ts');
  const { endForCertain } = await import('./platform/end-for-certain.ts');
  const host = createSystemHost();
  process.exitCode = await runProgram(process.argv.slice(2), host);
  if (host.stop.aborted) endForCertain();
} else {
  process.stderr.write(refusal);
  process.exitCode = 2;
}
