import {
  type ErrorRow,
  type ErrorType,
  errorTypes,
  type GatehouseErrorCode,
  type GatewayError,
  gatehouseErrors,
  gatewayErrors,
  type NoticeError,
  noticeErrors,
  type TokenError,
  tokenErrors,
} from '@gatehouse/protocol';
import { listMembers } from './describe-form.ts';

const HEAD = `# Errors

Generated from the error tables of \`packages/protocol/error\` by \`npx node tools/generate-errors-page.ts\`; change the tables,
not this page. \`npm run check -- --only errors-page\` compares the two.
`;

/** The text of docs/errors.md: one table for each error table, its rows in the order of the codes. */
export function encodeErrorsPage(): string {
  return [HEAD, gatehouseSection(), gatewaySection(), noticeSection(), tokenSection(), responseSection()].join('\n');
}

function gatehouseSection(): string {
  const rows = Object.entries(gatehouseErrors) as [GatehouseErrorCode, ErrorRow][];
  return section({
    title: "Gatehouse's own errors",
    lead: 'What the HTTP interfaces answer as RFC 9457 problems, and what the commands say before they end.',
    titles: ['Code', 'HTTP status', 'Meaning', 'Whose doing', 'Remedy'],
    rows: rows.map(([code, row]) => [`\`${code}\``, row.status, row.meaning, row.fault, row.remedy]),
  });
}

function gatewaySection(): string {
  const rows: readonly GatewayError[] = Object.values(gatewayErrors);
  return section({
    title: 'Errors of the event gateway',
    lead: 'What `POST /v3/events` answers instead of 202, by Amazon’s documents and by what was seen in the field.',
    titles: ['Code', 'HTTP status', 'Meaning', 'Whose doing', 'Send again', 'Remedy'],
    rows: rows.map(row => [`\`${row.code}\``, row.status, row.meaning, row.fault, row.retry, row.remedy]),
  });
}

function noticeSection(): string {
  const rows: readonly NoticeError[] = Object.values(noticeErrors);
  return section({
    title: 'Errors of notices',
    lead:
      'What `POST /v1/proactiveEvents` answers instead of 202. Amazon documents the statuses and, of the codes, INVALID_STRING_LENGTH alone;\n' +
      'the other codes are ours, and tell apart what Amazon answers with one status. The basis is that of status and sentence.',
    titles: ['Code', 'HTTP status', 'Meaning', 'Whose doing', 'Send again', 'Basis', 'Remedy'],
    rows: rows.map(row => [`\`${row.code}\``, row.status, row.meaning, row.fault, row.retry, row.basis, row.remedy]),
  });
}

function tokenSection(): string {
  const rows: readonly TokenError[] = Object.values(tokenErrors);
  return section({
    title: 'Errors of the token endpoint',
    lead: 'What `POST /auth/o2/token` answers instead of tokens.',
    titles: ['Error', 'HTTP status', 'Meaning', 'Whose doing', 'Send again', 'Remedy'],
    rows: rows.map(row => [
      `\`${row.error}\``,
      row.status,
      row.meaning,
      row.fault,
      row.retry ? 'later' : 'never',
      row.remedy,
    ]),
  });
}

function responseSection(): string {
  return section({
    title: 'Error types of an ErrorResponse',
    lead:
      'What a skill may give as `payload.type` when it could not do what a directive asked, and what the payload then has beside `type` and\n' +
      '`message`. The namespace is that of the header. A namespace that is not here has types that nobody has described; any is let through.\n' +
      'The builder `documentedError` knows them all.',
    titles: ['Namespace', 'Type', 'Further members'],
    rows: Object.entries(errorTypes).flatMap(([namespace, types]) =>
      Object.entries(types)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, type]) => [`\`${namespace}\``, `\`${name}\``, describeMembers(type)]),
    ),
  });
}

function describeMembers({ members = {}, needs = [] }: ErrorType): string {
  const lines = listMembers({ type: 'object', properties: members, required: needs });
  return lines
    .map(({ path, required, allowed }) => `\`${path}\`${required ? '' : ' (optional)'}: ${allowed}`)
    .join('; ');
}

interface Section {
  readonly title: string;
  readonly lead: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

function section({ title, lead, titles, rows }: Section): string {
  const sorted = rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const table = [titles, titles.map(() => '---'), ...sorted].map(
    cells => `| ${cells.map(cell => String(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return `## ${title}\n\n${lead}\n\n${table.join('\n')}\n`;
}
