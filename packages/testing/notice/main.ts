import { encodeNoticeReport } from './encode-notice-report.ts';
import { NOTICE_USAGE, parseNoticeOptions } from './notice-options.ts';
import { runNotices } from './run-notices.ts';

/** How often is told how far it is, in days. */
const TOLD_DAYS = 30;

async function main(): Promise<number> {
  const options = parseNoticeOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${NOTICE_USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(NOTICE_USAGE);
    return 0;
  }
  const { seed, days, customers, json } = options;
  const onDay = (day: number): void => {
    if (day % TOLD_DAYS === 0) process.stderr.write(`${day} of ${days} days\n`);
  };
  const report = await runNotices({ seed, days, customers, onDay });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : encodeNoticeReport(report));
  return report.broken === undefined ? 0 : 1;
}

process.exitCode = await main();
