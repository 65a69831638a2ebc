import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilities, noticeCatalogue, noticeNames, rules, skillEventNames } from '@gatehouse/protocol';
import { directiveKinds, eventKinds } from '../../packages/protocol/message/kind.ts';
import { tableRowsOf } from '../tree/pages.ts';
import { encodeCapabilitiesPage } from './capabilities-page.ts';
import { messageNotes } from './message-notes.ts';
import { encodeMessagesPage } from './messages-page.ts';
import { encodeNoticesPage } from './notices-page.ts';
import { encodeRulesPage } from './rules-page.ts';

const namesOf = (page: string, titles: readonly string[]): string[] =>
  tableRowsOf(page, titles).map(({ cells }) => (cells[0] ?? '').replaceAll('`', ''));

/** The text below a heading, up to the next of its depth. */
function sectionOf(page: string, heading: string): string {
  const depth = heading.split(' ')[0] ?? '';
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  assert.notEqual(start, -1, `no ${heading}`);
  const end = lines.findIndex((line, index) => index > start && line.startsWith(`${depth} `));
  return lines.slice(start + 1, end === -1 ? undefined : end).join('\n');
}

test('encodeRulesPage() has one row for each rule, with source, basis and remedy', () => {
  const page = encodeRulesPage();
  assert.deepEqual(namesOf(page, ['Rule', 'Code']).sort(), Object.keys(rules).sort());
  for (const { cells } of tableRowsOf(page, ['Rule', 'Code'])) {
    assert.match(cells[4] ?? '', /^(?:documented|observed|chosen)$/);
    assert.ok(
      cells.every(cell => cell !== '' && cell !== 'undefined'),
      cells.join(' | '),
    );
  }
});

test('messageNotes says something of each documented message and of no other', () => {
  assert.deepEqual(
    Object.keys(messageNotes).sort(),
    [...Object.keys(eventKinds), ...Object.keys(directiveKinds)].sort(),
  );
});

test('encodeMessagesPage() has a section for each message, with source, basis and payload', () => {
  const page = encodeMessagesPage();
  for (const name of Object.keys(messageNotes)) {
    const section = sectionOf(page, `### ${name.replace('/', ' ')}`);
    for (const fact of ['Kind', 'Sent', 'Payload version', 'Source', 'Basis']) {
      assert.match(section, new RegExp(`^- ${fact}: \\S`, 'm'), `${name}, ${fact}`);
    }
    assert.match(section, /payload is|\| Member/, name);
  }
  assert.doesNotMatch(page, /undefined|\[object/);
});

test('encodeMessagesPage() tells the members of a payload and where the scope stands', () => {
  const page = encodeMessagesPage();
  const report = sectionOf(page, '### Alexa ChangeReport');
  assert.match(report, /^\| `change\.properties\[\]\.value` \| yes \| anything \|$/m);
  assert.match(report, /^- Scope: in the endpoint, when posted$/m);
  assert.match(sectionOf(page, '### Alexa.Discovery DeleteReport'), /^- Scope: in the payload, when posted$/m);
  assert.match(sectionOf(page, '### Alexa DeferredResponse'), /^- Sent: as the direct answer to a directive only$/m);
});

test('encodeCapabilitiesPage() has each interface with all its properties, directives and own events', () => {
  const page = encodeCapabilitiesPage();
  for (const { interface: name, properties, directives, events, source } of capabilities) {
    const section = sectionOf(page, `## ${name}`);
    assert.deepEqual(namesOf(section, ['Property']), Object.keys(properties), name);
    assert.deepEqual(namesOf(section, ['Directive']).filter(Boolean), directives, name);
    assert.deepEqual(namesOf(section, ['Own event']).filter(Boolean), events, name);
    assert.ok(section.includes(`- Source: ${source}`), name);
  }
  assert.doesNotMatch(page, /undefined|\[object/);
});

test('encodeCapabilitiesPage() tells the bounds, the class and the unit of a property', () => {
  const section = sectionOf(encodeCapabilitiesPage(), '## Alexa.BrightnessController');
  const [row] = tableRowsOf(section, ['Property']);
  assert.deepEqual(row?.cells.slice(0, 3), ['`brightness`', 'level', 'a whole number, 0 to 100']);
});

test('encodeCapabilitiesPage() leads from an event to its description among the messages', () => {
  const section = sectionOf(encodeCapabilitiesPage(), '## Alexa');
  assert.match(section, /\| `ChangeReport` \| {2}\| {2}\| see \[messages\]\(messages\.md#alexa-changereport\) \|/);
  assert.doesNotMatch(section, /not described/);
});

test('encodeNoticesPage() has each notice with its texts and its sentences, and each skill event', () => {
  const page = encodeNoticesPage();
  for (const name of noticeNames) {
    const section = sectionOf(page, `## ${name}`);
    for (const { attribute } of noticeCatalogue[name].localizable) assert.ok(section.includes(`:${attribute}\``), name);
    assert.match(section, /Told in en-US: “[A-Z].*\.” \((?:documented|seen|chosen)\)/);
    assert.match(section, /Told in ja-JP: “.*。” \(chosen\)/);
    assert.doesNotMatch(section, /“[^”]*localizedattribute/);
  }
  assert.deepEqual(namesOf(page, ['Event', 'Body']), [...skillEventNames]);
});
