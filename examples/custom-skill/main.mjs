import { createNotices } from './notices.mjs';
import { startServer } from './server.mjs';
import { createShop } from './shop.mjs';
import { createSubscribers } from './subscribers.mjs';

const { SKILL_PORT = '8080', SKILL_CLIENT_ID, SKILL_CLIENT_SECRET, SKILL_STAGE = 'development' } = process.env;
const log = line => void process.stderr.write(`${line}\n`);

if (SKILL_CLIENT_ID === undefined || SKILL_CLIENT_SECRET === undefined) {
  log("Set SKILL_CLIENT_ID and SKILL_CLIENT_SECRET to the skill's own, from its Permissions page");
  process.exit(2);
}

const subscribers = createSubscribers();
const notices = createNotices({
  tokenUrl: process.env.GATEHOUSE_TOKEN_URL ?? 'https://api.amazon.com/auth/O2/token',
  stagePath: SKILL_STAGE === 'live' ? '' : '/stages/development',
  clientId: SKILL_CLIENT_ID,
  clientSecret: SKILL_CLIENT_SECRET,
  now: Date.now,
  log,
});
const shop = createShop({ subscribers, notices });
const server = await startServer({
  subscribers,
  port: Number(SKILL_PORT),
  log,
  // What the shop's own systems would do: an order is in another state.
  routes: { '/orders': async ({ userId, order, status }) => ({ outcome: await shop.tell(userId, order, status) }) },
});
process.stdout.write(`The skill takes skill events at ${server.url}/skill-events\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
