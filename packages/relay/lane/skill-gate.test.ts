import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordingLog } from '@gatehouse/testing';
import { SkillGate } from './skill-gate.ts';

describe('SkillGate', () => {
  it('is open at first', () => {
    assert.deepEqual(new SkillGate(60_000, createRecordingLog()).enter(0), { type: 'open' });
  });

  it('lets one lane through each probe time once it is closed', () => {
    const gate = new SkillGate(60_000, createRecordingLog());
    gate.close('invalid-client', 1_000);
    assert.deepEqual(gate.enter(1_000), { type: 'closed', openAt: 61_000 });
    assert.deepEqual(gate.enter(61_000), { type: 'probe' });
    assert.deepEqual(gate.enter(61_001), { type: 'closed', openAt: 121_000 });
  });

  it('grants a probe again that found nothing to send, and no further one', () => {
    const gate = new SkillGate(60_000, createRecordingLog());
    gate.close('invalid-client', 0);
    assert.deepEqual(gate.enter(60_000), { type: 'probe' });
    gate.returnProbe(60_000);
    assert.deepEqual(gate.enter(60_500), { type: 'probe' });
    assert.deepEqual(gate.enter(60_501), { type: 'closed', openAt: 120_500 });
  });

  it('opens when a message was accepted', () => {
    const gate = new SkillGate(60_000, createRecordingLog());
    gate.close('insufficient-permission', 0);
    gate.open();
    assert.deepEqual(gate.enter(1), { type: 'open' });
  });

  it('tells the operator once, with the remedy', () => {
    const log = createRecordingLog();
    const gate = new SkillGate(60_000, log);
    gate.close('insufficient-permission', 0);
    gate.close('insufficient-permission', 10);
    gate.open();
    gate.open();
    assert.deepEqual(
      log.lines.map(line => line.level),
      ['error', 'info'],
    );
    assert.match(String(log.lines[0]?.fields.remedy), /developer console/);
  });
});
