import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { RelayConfig } from '../config/relay-config.ts';

/**
 * Lets a server listen.
 *
 * @returns the address of its API, without a trailing slash
 * @throws GatehouseError `address-in-use`; `config-invalid` with the pointer of the value that cannot be listened on
 */
export async function listen(server: FastifyInstance, config: Pick<RelayConfig, 'host' | 'port'>): Promise<string> {
  const { host, port } = config;
  try {
    await server.listen({ host, port });
  } catch (cause) {
    throw refusalOf(cause, config);
  }
  const address = server.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${bound}`;
}

/** Why nothing can listen there, by the code of the machine. */
function refusalOf(cause: unknown, { host, port }: Pick<RelayConfig, 'host' | 'port'>): GatehouseError {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is taken; stop the other process or choose another port`;
    return new GatehouseError('address-in-use', message, { pointer: '/port', cause });
  }
  if (code === 'EACCES') {
    const message = `The relay cannot listen on port ${port} of ${host}: this user may not; choose a port from 1024 on`;
    return new GatehouseError('config-invalid', message, { pointer: '/port', cause });
  }
  const message = `The relay cannot listen on ${host}: ${describeHost(code)}; choose 127.0.0.1 or another address of this machine`;
  return new GatehouseError('config-invalid', message, { pointer: '/host', cause });
}

function describeHost(code: unknown): string {
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nobody knows an address of that name';
  return `the machine refuses it${typeof code === 'string' ? ` (${code})` : ''}`;
}
