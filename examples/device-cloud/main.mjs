import { setTimeout as sleep } from 'node:timers/promises';
import { createCloud } from './cloud.mjs';
import { createRoutes } from './routes.mjs';
import { startServer } from './server.mjs';
import { readSettings, SettingsError } from './settings.mjs';
import { createWire } from './wire.mjs';

/** How long the lock's bolt takes, and every other device, in milliseconds. */
const BOLT_MS = 3_000;
const DEVICE_MS = 50;

const log = line => void process.stderr.write(`${line}\n`);

function end(message) {
  log(message);
  process.exit(2);
}

function read() {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (error instanceof SettingsError) return end(error.message);
    throw error;
  }
}

const { relayUrl, apiKey, handlerKey, port, region } = read();
const wire = createWire({ move: endpointId => sleep(endpointId === 'lock-1' ? BOLT_MS : DEVICE_MS) });
const cloud = createCloud({ relayUrl, apiKey, region, wire, now: Date.now, log });

let server;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    isStopping = true;
    void Promise.all([server?.stop(), cloud.stop()]);
  });
}

const greeting = await cloud.greet();
if (isStopping) process.exit(0);
if (greeting === 'unauthorized')
  end(`The relay at ${relayUrl} does not take the key; set RELAY_API_KEY to one of its keys`);
if (greeting === 'no-answer') log(`The relay at ${relayUrl} does not answer yet; what is to be told waits for it`);

server = await startServer({ port, routes: createRoutes(() => cloud, { handlerKey }), log }).catch(error =>
  end(`Port ${port} cannot be listened on (${error.code}); set CLOUD_PORT to another one`),
);
process.stdout.write(
  `The device cloud takes directives at ${server.url}/alexa, and the relay's at ${server.url}/handler\n`,
);
