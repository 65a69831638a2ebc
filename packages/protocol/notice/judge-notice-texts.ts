import { describeName, describeValue } from '../form/describe.ts';
import { isJsonObject, memberOf } from '../json/json-object.ts';
import type { Findings } from '../validate/findings.ts';
import { attributeNameOf, isOddReference, listReferences, listTexts } from './attribute-reference.ts';
import type { NoticeTemplate } from './notice-catalogue.ts';
import { isNoticeLocale, noticeLocales } from './notice-locale.ts';

const list = ['localizedAttributes'];

/** Judges the texts of a notice against each other: what the payload refers to, and what each locale has. */
export function judgeNoticeTexts(findings: Findings, notice: unknown, template: NoticeTemplate): void {
  const payload = memberOf(memberOf(notice, 'event'), 'payload');
  judgePayloadTexts(findings, payload, template);
  const names = new Set(listReferences(payload).map(({ name }) => name));
  const entries = memberOf(notice, 'localizedAttributes');
  if (entries === undefined || (Array.isArray(entries) && entries.length === 0)) {
    const says = entries === undefined ? 'is missing' : 'is an array of 0 items';
    if (names.size === 0) {
      findings.report('notice-attributes-missing', list, `${says}; the documents have an entry for each locale`);
    } else {
      findings.report(
        'notice-attribute',
        list,
        `${says}; the payload refers to ${[...names].map(describeName).join(', ')}`,
      );
    }
  } else if (Array.isArray(entries)) {
    judgeEntries(findings, entries, names);
  }
}

/** Judges where the payload refers to attributes, and in which spelling. */
function judgePayloadTexts(findings: Findings, payload: unknown, template: NoticeTemplate): void {
  const places = new Set(template.localizable.map(({ path }) => path.join('/')));
  for (const [path, text] of listTexts(payload)) {
    const at = ['event', 'payload', ...path];
    const isPlace = places.has(path.join('/'));
    if (isOddReference(text)) {
      const says = `is ${describeValue(text)}; allowed localizedattribute:NAME as the whole text`;
      findings.report('notice-attribute-spelling', at, says);
    } else if (attributeNameOf(text) !== undefined) {
      if (!isPlace) {
        findings.report(
          'notice-attribute-place',
          at,
          `is ${describeValue(text)}, in a text that comes in one language`,
        );
      }
    } else if (isPlace && text !== '') {
      findings.report('notice-plain-text', at, `is ${describeValue(text)}, told alike in every language`);
    }
  }
}

function judgeEntries(findings: Findings, entries: readonly unknown[], names: ReadonlySet<string>): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const locale = memberOf(entry, 'locale');
    if (!isJsonObject(entry) || typeof locale !== 'string') {
      return;
    }
    const at = [...list, index];
    if (!isNoticeLocale(locale)) {
      const says = `is ${describeValue(locale)}; allowed ${noticeLocales.join(', ')}`;
      findings.report('notice-locale', [...at, 'locale'], says);
    }
    if (seen.has(locale)) {
      findings.report(
        'notice-locale-duplicate',
        [...at, 'locale'],
        `is ${describeValue(locale)} again; the first counts`,
      );
    }
    seen.add(locale);
    for (const name of names) {
      if (!Object.hasOwn(entry, name)) {
        findings.report('notice-attribute', [...at, name], 'is missing; the payload refers to it');
      }
    }
    for (const name of Object.keys(entry)) {
      if (name !== 'locale' && !names.has(name)) {
        findings.report('notice-attribute-unused', [...at, name], 'is given, and the payload does not refer to it');
      }
    }
  });
}
