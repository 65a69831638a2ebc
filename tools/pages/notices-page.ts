import {
  type NoticeName,
  noticeCatalogue,
  noticeLocales,
  noticeNames,
  noticeSchema,
  renderNotice,
  skillEventBodies,
  skillEventNames,
} from '@gatehouse/protocol';
import { noticeSamples } from '../vectors/notice-samples.ts';
import { listMembers } from './describe-form.ts';
import { encodeMembers } from './encode-members.ts';
import { encodeCode, encodeCodes, encodeTable } from './markdown.ts';

const HEAD = `# Notices

Generated from the catalogue of \`packages/protocol/notice\` by \`npx node tools/generate-reference.ts\`; change the catalogue, not this page.
\`npm run check -- --only reference\` compares the two.

A notice is a sentence that Alexa tells a customer, a proactive event on the wire: one of eight templates, filled by the sender and posted to
\`/v1/proactiveEvents\`, or to \`/v1/proactiveEvents/stages/development\`. There is no free text. What a form cannot say is said by the
[rules](rules.md#notices); what is answered instead of 202 is on the page of [errors](errors.md#errors-of-notices). As JSON Schema the notices are
in \`packages/protocol/schemas\`.
`;

const OPEN = `## What Amazon leaves open

| Question | Here |
| --- | --- |
| Which locale a customer is told in when none matches the device | The first entry of the same language; \`chooseNoticeLocale\` can be told to take none. Without any entry, and without a text that needs one, the device's own |
| Whether a referenceId may have dots and hyphens, which the page forbids and has in its examples | Noted; \`validateNotice\` can be told to judge by the letter |
| What the expiry is counted from | Now, where the time is known; else the timestamp, and then nothing is refused |
| What a time without a zone means | UTC, with a warning |
| Whether members beside the known ones are refused | An error in strict mode, a warning in observed mode |
| Which codes the bodies of errors have, beside INVALID_STRING_LENGTH | Our own words, or the status where a client expects a number |
| How sentences go in languages other than English and Japanese | In English, and said to be our choice |
| How days, times and numbers are told, and in which time zone | As the locale writes them, in the zone that is given, else in UTC |
`;

/** The text of docs/notices.md: the envelope, each notice with its sentence, and the skill events. */
export function encodeNoticesPage(): string {
  return [
    HEAD,
    '## What every notice has\n',
    encodeMembers(noticeSchema),
    '',
    `The locales are ${encodeCodes(noticeLocales)}. A payload refers to a text of its locale as \`localizedattribute:NAME\`.\n`,
    ...noticeNames.map(encodeNotice),
    '## Skill events\n',
    'What Alexa tells a skill about a customer, at the endpoint of its events; there is no session. Of two events of one customer the one\nwith the later timestamp holds. A body may be missing and then lists nothing. An event that is not here is of no concern to notices.\n',
    encodeSkillEvents(),
    '',
    OPEN,
  ].join('\n');
}

function encodeNotice(name: NoticeName): string {
  const { payload, localizable } = noticeCatalogue[name];
  const texts = localizable.map(
    ({ path, attribute }) => `${encodeCode(path.join('.'))} as ${encodeCode(`localizedattribute:${attribute}`)}`,
  );
  const facts = [
    `- Texts in several languages: ${texts.length === 0 ? 'none' : texts.join(', ')}`,
    ...(['en-US', 'ja-JP'] as const).map(locale => `- Told in ${locale}: ${encodeSentence(name, locale)}`),
  ];
  return `## ${name}\n\n${facts.join('\n')}\n\n${encodeMembers(payload)}\n`;
}

function encodeSentence(name: NoticeName, locale: 'en-US' | 'ja-JP'): string {
  const { payload, texts } = noticeSamples[name] ?? { payload: {}, texts: {} };
  const told = renderNotice({ name, payload }, { locale, attributes: [{ locale, ...texts }] });
  return `“${told?.text ?? ''}” (${told?.basis ?? ''})`;
}

function encodeSkillEvents(): string {
  const rows = skillEventNames.map(name => {
    const members = listMembers(skillEventBodies[name]).map(({ path, allowed }) => `${encodeCode(path)}: ${allowed}`);
    return [encodeCode(name), members.length === 0 ? 'none' : members.join('; ')];
  });
  return encodeTable(['Event', 'Body'], rows);
}
