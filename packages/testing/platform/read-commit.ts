import { execFileSync } from 'node:child_process';

/** The commit that these sources are of, for reports; `unknown` where git cannot tell. */
export function readCommit(): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8', stdio }).trim();
  } catch {
    return 'unknown';
  }
}
