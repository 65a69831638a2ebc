import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listGatewayVariables } from '@gatehouse/gateway';
import { listRelayVariables } from '@gatehouse/relay';
import { assertNoSecret, createRecordingLog } from '@gatehouse/testing';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from '../test/recording-host.ts';
import { warnOfUnknownVariables } from './unknown-variables.ts';

const ignored = 'is not known and is ignored';

function warningsOf(env: Readonly<Record<string, string>>): string[] {
  const log = createRecordingLog();
  warnOfUnknownVariables(env, log);
  assertNoSecret(log.text(), 'the warnings');
  return log.lines.map(({ level, message }) => `${level}: ${message}`);
}

describe('warnOfUnknownVariables()', () => {
  const misspelt: readonly (readonly [string, string])[] = [
    ['GATEHOUSE_RELAY_PROT', 'GATEHOUSE_RELAY_PORT'],
    ['GATEHOUSE_CLIENT_SECERT', 'GATEHOUSE_CLIENT_SECRET'],
    ['GATEHOUSE_CLIENT_SECRET_FIEL', 'GATEHOUSE_CLIENT_SECRET_FILE'],
    ['GATEHOUSE_GATEWAY_DATADIR', 'GATEHOUSE_GATEWAY_DATA_DIR'],
    ['GATEHOUSE_RELAY_PORT_FILE', 'GATEHOUSE_RELAY_PORT'],
  ];

  for (const [name, nearest] of misspelt) {
    it(`names ${nearest} when ${name} is set, and tells no value`, () => {
      const said = `warn: The environment variable ${name} ${ignored}; set ${nearest} if that is meant, else unset it`;
      assert.deepEqual(warningsOf({ [name]: 'gatehouse-secret-value' }), [said]);
    });
  }

  it('says to unset a variable that is like no other', () => {
    assert.deepEqual(warningsOf({ GATEHOUSE_0: '' }), [
      `warn: The environment variable GATEHOUSE_0 ${ignored}; unset it`,
    ]);
  });

  it('is silent about every variable that one of the ends knows, and about those of others', () => {
    const names = [...listRelayVariables(), ...listGatewayVariables(), 'PATH', 'gatehouse_relay_prot'];
    assert.deepEqual(warningsOf(Object.fromEntries(names.map(name => [name, 'x']))), []);
  });

  for (const words of [['relay'], ['gateway'], ['dev', '--once']]) {
    it(`is heard at the start of gatehouse ${words.join(' ')}`, async () => {
      const more = { GATEHOUSE_RELAY_STORE: 'memory:', GATEHOUSE_RELAY_PORT: '0', GATEHOUSE_GATEWAY_PORT: '0' };
      const env = { ...more, GATEHOUSE_RELAY_PROT: '1' };
      const host = createRecordingHost({ env, stop: AbortSignal.abort() });
      await runProgram(words, host);
      assert.match(host.written.err, /GATEHOUSE_RELAY_PROT is not known and is ignored; set GATEHOUSE_RELAY_PORT if/);
    });
  }
});
