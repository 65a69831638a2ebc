import { setTimeout as sleep } from 'node:timers/promises';
import { createLamp, createLock } from './devices.mjs';
import { readHosts } from './hosts.mjs';
import { startServer } from './server.mjs';
import { createSkill } from './skill.mjs';

const { SKILL_PORT = '8080', SKILL_CLIENT_ID, SKILL_CLIENT_SECRET } = process.env;
const log = line => void process.stderr.write(`${line}\n`);

if (SKILL_CLIENT_ID === undefined || SKILL_CLIENT_SECRET === undefined) {
  log('Set SKILL_CLIENT_ID and SKILL_CLIENT_SECRET to the messaging credentials of the skill');
  process.exit(2);
}

const skill = createSkill({
  hosts: readHosts(process.env),
  clientId: SKILL_CLIENT_ID,
  clientSecret: SKILL_CLIENT_SECRET,
  now: Date.now,
  sleep,
  moveBolt: () => sleep(3000),
  log,
});
const server = await startServer({
  skill,
  port: Number(SKILL_PORT),
  log,
  routes: {
    // What an app of the skill would do: open an account, and press a switch.
    '/accounts': ({ id }) => ({
      token: skill.accounts.open(id, [createLamp('lamp-1', Date.now), createLock('lock-1', Date.now)]),
    }),
    '/switch': async ({ id, endpointId, namespace, value }) => ({
      outcome: await skill.change(id, endpointId, { namespace, value }),
    }),
  },
});
process.stdout.write(`The skill takes directives at ${server.url}/alexa\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
