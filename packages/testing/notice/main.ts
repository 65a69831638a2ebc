import { runProgram } from '../platform/run-program.ts';
import { encodeNoticeReport } from './encode-notice-report.ts';
import { NOTICE_USAGE, type NoticeOptions, parseNoticeOptions } from './notice-options.ts';
import { runNotices } from './run-notices.ts';

/** How often is told how far it is, in days. */
const TOLD_DAYS = 30;

async function run({ seed, days, customers, json }: NoticeOptions): Promise<number> {
  const onDay = (day: number): void => {
    if (day % TOLD_DAYS === 0) process.stderr.write(`${day} of ${days} days\n`);
  };
  const report = await runNotices({ seed, days, customers, onDay });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : encodeNoticeReport(report));
  return report.broken === undefined ? 0 : 1;
}

await runProgram({ usage: NOTICE_USAGE, parse: parseNoticeOptions, run });
