import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  changeReport,
  createSkillEvent,
  deferredResponse,
  discoverResponse,
  withScopeToken,
} from '@gatehouse/protocol';
import { PRINTED_UPDATE } from '@gatehouse/testing';
import type { Judgement } from '../command/judge-text.ts';
import { runProgram } from '../command/program.ts';
import { createRecordingHost, type RecordingHost } from './recording-host.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const TIME = '2026-01-02T03:04:05.678Z';
const TOKEN = 'gatehouse-secret-access';

function report(brightness: number, timeOfSample = TIME): string {
  const property = { namespace: 'Alexa.BrightnessController', name: 'brightness', value: brightness };
  const changed = [{ ...property, timeOfSample, uncertaintyInMilliseconds: 0 }];
  const message = changeReport({
    messageId: 'message-1',
    endpointId: 'lamp-1',
    cause: 'PHYSICAL_INTERACTION',
    changed,
    unchanged: [],
  });
  return JSON.stringify(withScopeToken(message, TOKEN));
}

const directive = JSON.stringify({
  directive: {
    header: { namespace: 'Alexa.PowerController', name: 'TurnOn', messageId: 'message-2', payloadVersion: '3' },
    endpoint: { endpointId: 'lamp-1' },
    payload: {},
  },
});

const SUBSCRIBED = createSkillEvent({
  name: 'AlexaSkillEvent.ProactiveSubscriptionChanged',
  skillId: 'amzn1.ask.skill.1',
  userId: 'amzn1.ask.account.1',
  requestId: 'request-1',
  timestamp: TIME,
  accessToken: TOKEN,
  body: { subscriptions: [{ eventName: 'AMAZON.OrderStatus.Updated' }] },
});

const FILES = {
  'good.json': report(40),
  'bad.json': report(101),
  'loose.json': report(40, '2026-01-02T03:04:05.678901+00:00'),
  'directive.json': directive,
  'discovery.json': JSON.stringify(discoverResponse({ messageId: 'message-3', endpoints: [] })),
  'deferred.json': JSON.stringify(deferredResponse({ messageId: 'message-4', correlationToken: 'c' })),
  'broken.json': `{"token": "${TOKEN}" "more": 1}`,
  'token.json': TOKEN,
  'word.json': '{\n  "event": {},\n  "ready": yes\n}\n',
  'comma.json': '[1,\n]',
  'empty.json': ' \n',
  'cut.json': '{"event":',
  'cut-in-word.json': '{"event":{"header',
  'cut-after-value.json': '{"event":{}\n',
  'lines.jsonl': `${report(40)}\n${report(41)}\n`,
  // PowerShell writes UTF-16, here read as UTF-8, with a byte order mark or without.
  'utf16-marked.json': Buffer.from('\uFEFF{"event":{}}', 'utf16le').toString(),
  'utf16.json': Buffer.from('{"event":{}}', 'utf16le').toString(),
  'marked.json': `\uFEFF${report(40)}`,
  'crlf.json': `${report(40).replaceAll(',', ',\r\n')}\r\n`,
  'list.json': '[]',
  'update.json': PRINTED_UPDATE,
  'skill-event.json': JSON.stringify(SUBSCRIBED),
  'other-skill-event.json': JSON.stringify({
    ...SUBSCRIBED,
    request: { ...SUBSCRIBED.request, type: 'AlexaSkillEvent.SkillMoved' },
  }),
  'notice.json': JSON.stringify({
    timestamp: TIME,
    referenceId: 'order-1',
    event: { name: 'AMAZON.OrderStatus.Updated', payload: {} },
    relevantAudience: { type: 'Multicast', payload: {} },
  }),
};

async function judge(words: readonly string[], host = createRecordingHost({ files: FILES })): Promise<Run> {
  const code = await runProgram(['validate', '--json', ...words], host);
  const judgements: Judgement[] = JSON.parse(host.written.out);
  return { code, judgements, host };
}

interface Run {
  readonly code: number;
  readonly judgements: readonly Judgement[];
  readonly host: RecordingHost;
}

test('gatehouse validate --help tells its options on stdout and exits 0', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['validate', '--help'], host), 0);
  assert.match(
    host.written.out,
    /Usage: gatehouse validate .*--mode <mode>.*"strict", "observed".*--json.*docs\/rules\.md/s,
  );
  assert.equal(host.written.err, '');
});

for (const words of [['validate'], ['validate', '--mode', 'kind', 'good.json']]) {
  test(`gatehouse ${words.join(' ')} is wrong usage: told on stderr, exit 2`, async () => {
    const host = createRecordingHost({ files: FILES });
    assert.equal(await runProgram(words, host), 2);
    assert.equal(host.written.out, '');
    assert.notEqual(host.written.err, '');
  });
}

test('gatehouse validate --json judges events, directives and discovery responses in the order of the arguments', async () => {
  const files = ['discovery.json', 'good.json', 'directive.json', 'deferred.json'];
  const { code, judgements } = await judge(files);
  assert.equal(code, 0);
  assert.deepEqual(
    judgements.map(({ file, kind, valid, problems }) => ({ file, kind, valid, problems })),
    [
      { file: 'discovery.json', kind: 'Discover.Response', valid: true, problems: [] },
      { file: 'good.json', kind: 'ChangeReport', valid: true, problems: [] },
      { file: 'directive.json', kind: 'Directive', valid: true, problems: [] },
      { file: 'deferred.json', kind: 'DeferredResponse', valid: true, problems: [] },
    ],
  );
});

test('gatehouse validate --json exits 1 when one file of several has an error, with all members of the problem', async () => {
  const { code, judgements } = await judge(['good.json', 'bad.json']);
  assert.equal(code, 1);
  assert.deepEqual(
    judgements.map(({ valid }) => valid),
    [true, false],
  );
  assert.deepEqual(judgements[1]?.problems, [
    {
      code: 'out-of-range',
      pointer: '/event/payload/change/properties/0/value',
      message: 'brightness of endpoint lamp-1 is 101; allowed 0 to 100',
      rule: 'property-range',
      source: 'fact sheet 3.1',
      severity: 'error',
      remedy: 'Give the property a value inside its range',
    },
  ]);
});

test('gatehouse validate is strict by default and lets in observed mode what the gateway takes', async () => {
  const strict = await judge(['loose.json']);
  assert.deepEqual([strict.code, strict.judgements[0]?.valid], [1, false]);
  const observed = await judge(['--mode', 'observed', 'loose.json']);
  assert.deepEqual([observed.code, observed.judgements[0]?.valid], [0, true]);
  assert.deepEqual(
    observed.judgements[0]?.problems.map(({ severity }) => severity),
    ['warning'],
  );
});

for (const [file, says] of [
  ['broken.json', /line 1 column \d+/],
  ['token.json', /see line 1 column 1;/],
  ['word.json', /see line 3 column 12;/],
  ['comma.json', /see line 2 column 1;/],
  ['empty.json', /it is empty/],
  ['cut.json', /ends too early/],
  ['cut-in-word.json', /ends too early/],
  ['cut-after-value.json', /ends too early/],
  ['lines.jsonl', /more follows after its end, see line 2 column 1;/],
  ['utf16-marked.json', /it is not UTF-8;/],
  ['utf16.json', /it is not UTF-8;/],
] as const) {
  test(`gatehouse validate says of ${file}, which is not JSON, one problem that repeats nothing of the text`, async () => {
    const { code, judgements, host } = await judge([file]);
    assert.equal(code, 1);
    assert.equal(judgements[0]?.kind, 'unknown');
    assert.equal(judgements[0]?.problems.length, 1);
    assert.deepEqual([judgements[0]?.problems[0]?.pointer, judgements[0]?.problems[0]?.code], ['', 'invalid-json']);
    assert.match(judgements[0]?.problems[0]?.message ?? '', says);
    assert.doesNotMatch(host.written.out, /gatehouse-secret/);
  });
}

for (const file of ['marked.json', 'crlf.json']) {
  test(`gatehouse validate judges the message of ${file}, whatever wrote the file`, async () => {
    const { code, judgements } = await judge([file]);
    assert.deepEqual([code, judgements], [0, [{ file, kind: 'ChangeReport', valid: true, problems: [] }]]);
  });
}

test('gatehouse validate says that a list is no message', async () => {
  const { code, judgements } = await judge(['list.json']);
  assert.deepEqual([code, judgements[0]?.kind, judgements[0]?.problems[0]?.rule], [1, 'unknown', 'message-form']);
});

for (const mode of ['strict', 'observed']) {
  test(`gatehouse validate --mode ${mode} takes the update as Amazon's page prints it, and notes its dots`, async () => {
    const { code, judgements } = await judge(['--mode', mode, 'update.json']);
    assert.deepEqual([code, judgements[0]?.kind, judgements[0]?.valid], [0, 'AMAZON.OrderStatus.Updated', true]);
    assert.deepEqual(
      judgements[0]?.problems.map(({ rule, pointer, severity }) => [rule, pointer, severity]),
      [['notice-reference-tolerated', '/referenceId', 'note']],
    );
  });
}

test('gatehouse validate says what is wrong with a notice, member by member', async () => {
  const { code, judgements } = await judge(['notice.json']);
  assert.deepEqual([code, judgements[0]?.kind, judgements[0]?.valid], [1, 'AMAZON.OrderStatus.Updated', false]);
  const found = judgements[0]?.problems.map(({ rule, pointer }) => `${rule} ${pointer}`) ?? [];
  assert.ok(found.includes('notice-member-missing /event/payload/order'), found.join());
});

test('gatehouse validate judges a skill event, and says of an unknown one which are known', async () => {
  const { code, judgements } = await judge(['skill-event.json', 'other-skill-event.json']);
  assert.equal(code, 1);
  assert.deepEqual(judgements[0], {
    file: 'skill-event.json',
    kind: 'AlexaSkillEvent.ProactiveSubscriptionChanged',
    valid: true,
    problems: [],
  });
  assert.deepEqual([judgements[1]?.kind, judgements[1]?.problems[0]?.rule], ['unknown', 'skill-event-name']);
  assert.match(judgements[1]?.problems[0]?.message ?? '', /allowed AlexaSkillEvent\.ProactiveSubscriptionChanged, /);
});

test('gatehouse validate exits 2 for a file that it cannot read, and judges the others', async () => {
  const { code, judgements, host } = await judge(['bad.json', 'absent.json', 'good.json']);
  assert.equal(code, 2);
  assert.deepEqual(
    judgements.map(({ file, valid }) => [file, valid]),
    [
      ['bad.json', false],
      ['absent.json', false],
      ['good.json', true],
    ],
  );
  assert.deepEqual([judgements[1]?.kind, judgements[1]?.problems[0]?.code], ['unknown', 'unreadable']);
  assert.match(host.written.err, /absent\.json could not be read: it does not exist/);
});

test('gatehouse validate - reads stdin, once however often it is named', async () => {
  const host = createRecordingHost({ files: FILES, input: FILES['bad.json'] });
  const { code, judgements } = await judge(['-', 'good.json', '-'], host);
  assert.equal(code, 1);
  assert.deepEqual(
    judgements.map(({ file, valid }) => [file, valid]),
    [
      ['-', false],
      ['good.json', true],
      ['-', false],
    ],
  );
});

test('gatehouse validate tells people the file, the kind, each problem with its remedy, and how many there are', async () => {
  const host = createRecordingHost({ files: FILES });
  assert.equal(await runProgram(['validate', 'good.json', 'bad.json', 'broken.json'], host), 1);
  assert.equal(
    host.written.out,
    `✔ good.json  ChangeReport

✖ bad.json  ChangeReport
  error at /event/payload/change/properties/0/value
    brightness of endpoint lamp-1 is 101; allowed 0 to 100
    rule property-range, by fact sheet 3.1
    Give the property a value inside its range

✖ broken.json  unknown
  error at the whole text
    The text is not JSON: see line 1 column 37; allowed is one message as JSON
    rule json, by RFC 8259, JSON text
    Write one message as JSON in UTF-8, each into a file of its own

3 files: 1 valid, 2 invalid; 2 errors, 0 warnings, 0 notes
`,
  );
});

test('gatehouse validate colours what a terminal shows, and lets no control character of a file reach it', async () => {
  const poisoned = JSON.parse(FILES['good.json']);
  poisoned.event['\u001b[2J'] = 1;
  const host = createRecordingHost({ files: { 'poison.json': JSON.stringify(poisoned) }, colour: true });
  assert.equal(await runProgram(['validate', 'poison.json'], host), 1);
  assert.ok(host.written.out.includes('\u001b[31merror\u001b[39m at /event/\\u001b[2J'), host.written.out);
  assert.ok(!host.written.out.includes('\u001b[2J'));
});

test('gatehouse validate as a process reads stdin and files, and passes the exit code', () => {
  const words = [MAIN, 'validate', '--json', '-', 'no-such-file.json', import.meta.dirname];
  const run = spawnSync(process.execPath, words, { input: FILES['good.json'], encoding: 'utf8' });
  assert.equal(run.status, 2, run.stderr);
  const judgements: Judgement[] = JSON.parse(run.stdout);
  assert.deepEqual(
    judgements.map(({ file, kind, valid }) => [file, kind, valid]),
    [
      ['-', 'ChangeReport', true],
      ['no-such-file.json', 'unknown', false],
      [import.meta.dirname, 'unknown', false],
    ],
  );
  assert.match(run.stderr, /no-such-file\.json could not be read: it does not exist\n/);
  assert.match(run.stderr, /test could not be read: it is a directory\n/);
});

test('gatehouse validate as a process stops waiting for stdin when it is told to stop', async () => {
  const child = spawn(process.execPath, [MAIN, 'validate', '-']);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close');
  // More than a pipe holds: when all of it is taken, the process is reading.
  await new Promise(resolve => child.stdin.write(' '.repeat(1 << 20), resolve));
  child.stdin.on('error', () => undefined);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [2, null]);
  assert.match(err, /- could not be read: .*aborted/);
});
