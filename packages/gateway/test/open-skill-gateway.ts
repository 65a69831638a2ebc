import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { openSkill, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

/**
 * Starts a gateway and a skill that it does not know yet, and stops both after the test; then no timer may pend, and no
 * secret may stand in the log.
 */
export async function openSkillGateway(
  t: TestContext,
  { handle, config = {} }: { readonly handle: SkillHandler; readonly config?: Partial<GatewayConfig> },
): Promise<{ readonly gateway: TestGateway; readonly skill: SkillFixture }> {
  const gateway = await startTestGateway(config);
  const skill = await openSkill(handle);
  t.after(async () => {
    await gateway.stop();
    await skill.close();
    assert.equal(gateway.clock.pending().length, 0);
    assertNoSecret(gateway.log.text());
  });
  return { gateway, skill };
}
