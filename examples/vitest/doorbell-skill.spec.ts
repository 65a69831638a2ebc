import { startGateway, type TestGateway } from '@gatehouse/gateway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DoorbellSkill } from './doorbell-skill.ts';
import './gatehouse-matchers.ts';

const client = { clientId: 'doorbell-client', clientSecret: 'gatehouse-secret-doorbell-client' };

describe('DoorbellSkill', () => {
  let gateway: TestGateway;
  let skill: DoorbellSkill;

  beforeEach(async () => {
    gateway = await startGateway();
    const { na, token: tokenUrl } = gateway.urls;
    skill = new DoorbellSkill({ eventsUrl: `${na}/v3/events`, tokenUrl, ...client });
    await gateway.addSkill({ ...client, handler: skill.handle });
    await gateway.addCustomer({ locale: 'en-GB' });
    await gateway.link();
  });

  afterEach(() => gateway.stop());

  // #region doorbell
  it('lets Alexa announce who rings', async () => {
    await skill.ring();
    const [entry] = await gateway.until({ kind: 'DoorbellPress' });
    expect(entry).toHaveEffect({ type: 'doorbell', friendlyName: 'Front door' });
  });
  // #endregion

  it('tells Alexa that the door is open', async () => {
    expect(await skill.move('DETECTED')).toBe(202);
    await expect(gateway).toHaveState({
      endpointId: 'doorbell-1',
      namespace: 'Alexa.ContactSensor',
      name: 'detectionState',
      value: 'DETECTED',
    });
  });

  it('is not heard any more when its customer has disabled it', async () => {
    await gateway.unlink();
    await skill.ring();
    const [entry] = await gateway.until({ kind: 'DoorbellPress' });
    expect(entry).toBeRefusedWith({ status: 401 });
    expect(entry).not.toBeAccepted();
  });

  it('learns from a matcher that fails what happened instead', async () => {
    await skill.move('DETECTED');
    const [entry] = await gateway.until({ kind: 'ChangeReport' });
    expect(() => expect(entry).toHaveEffect('doorbell')).toThrow(/effect: state Alexa\.ContactSensor detectionState/);
  });
});
