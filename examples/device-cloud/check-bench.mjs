import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlexa } from './check-alexa.mjs';
import { createRelayProcess, startGate } from './check-relay.mjs';
import { createCloud } from './cloud.mjs';
import { handler as lambda } from './lambda.mjs';
import { createRoutes } from './routes.mjs';
import { startServer } from './server.mjs';
import { createWire } from './wire.mjs';

/** At which path the gateway calls a Lambda function. */
const INVOKE = 'POST /2015-03-31/functions/function/invocations';
const AWS_REGIONS = { NA: 'us-east-1', EU: 'eu-west-1', FE: 'us-west-2' };
/** How long a device may take before its answer is put off, in milliseconds. */
const ANSWER_WITHIN_MS = 500;
/** What the relay shows to the handler. */
const HANDLER_KEY = 'gatehouse-secret-handler';
const client = { clientId: 'cloud-client', clientSecret: 'gatehouse-secret-cloud-client' };

/** Everything that the check walks through, started: Alexa, relay, and device cloud, with a gate between the last two. */
export async function openBench({ skillId, userId, region, env }) {
  const { GATEHOUSE_CONTROL_URL: control, GATEHOUSE_GATEWAY_API_KEY: key, GATEHOUSE_RELAY_API_KEY: apiKey } = env;
  const bench = { lines: [], answers: [], move: async () => undefined };
  const log = line => void bench.lines.push(line);
  const server = await startServer({ port: 0, routes: createDoors(bench), log });
  const gate = await startGate();
  const folder = mkdtempSync(join(tmpdir(), 'device-cloud-'));
  const relay = createRelayProcess(relaySettings({ skillId, folder, cloudUrl: server.url }));
  const start = async () => gate.lead(await relay.start());
  await start();
  const wire = createWire({ move: endpointId => bench.move(endpointId) });
  const shared = { region, wire, now: Date.now, log, answerWithinMs: ANSWER_WITHIN_MS };
  bench.cloud = createCloud({ relayUrl: gate.url, apiKey, ...shared });
  // Lambda finds these in its own environment.
  Object.assign(process.env, { RELAY_URL: gate.url, RELAY_API_KEY: apiKey ?? '', AWS_REGION: AWS_REGIONS[region] });
  const alexa = createAlexa({ control, key, skillId, userId });
  await alexa.ask('PUT', `/customers/${userId}`, { region });
  return Object.assign(bench, {
    ...{ alexa, gate, relay: { stop: relay.stop, start }, url: server.url },
    askRelay: path => askRelay(gate.url + path, apiKey),
    /** Has Alexa call the device cloud (`http`) or the Lambda function (`lambda`). */
    callBy: invoke =>
      alexa.ask('PUT', `/skills/${skillId}`, { ...client, invoke, directiveUrl: `${server.url}/alexa` }),
    async close() {
      await bench.cloud.stop();
      await relay.stop();
      await Promise.all([server.stop(), gate.stop()]);
      rmSync(folder, { recursive: true });
    },
  });
}

function relaySettings({ skillId, folder, cloudUrl }) {
  return {
    GATEHOUSE_SKILL_ID: skillId,
    GATEHOUSE_CLIENT_ID: client.clientId,
    GATEHOUSE_CLIENT_SECRET: client.clientSecret,
    GATEHOUSE_HANDLER_URL: `${cloudUrl}/handler`,
    GATEHOUSE_HANDLER_KEY: HANDLER_KEY,
    GATEHOUSE_RELAY_STORE: `sqlite:${folder}`,
    GATEHOUSE_RELAY_CUSTOMER: JSON.stringify({ resolve: 'userinfo', url: `${cloudUrl}/userinfo` }),
  };
}

/** The cloud's doors and the Lambda function's; what the handler answers, and that Lambda is called, is noted. */
function createDoors(bench) {
  const routes = createRoutes(() => bench.cloud, { handlerKey: HANDLER_KEY });
  const handle = async (message, request) => {
    const answer = await routes['POST /handler'](message, request);
    bench.answers.push(answer.event.header.name);
    return answer;
  };
  const invoke = event => {
    bench.answers.push('by Lambda');
    return lambda(event);
  };
  return { ...routes, 'POST /handler': handle, [INVOKE]: invoke };
}

async function askRelay(url, apiKey) {
  const answer = await fetch(url, { headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` } });
  return answer.json();
}
