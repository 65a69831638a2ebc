#!/usr/bin/env node
import { runProgram } from './command/program.ts';
import { createSystemHost } from './platform/system-host.ts';

process.exitCode = await runProgram(process.argv.slice(2), createSystemHost());
