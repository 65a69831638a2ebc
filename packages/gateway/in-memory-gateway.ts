import type { Region } from '@gatehouse/protocol';
import type { PostJson } from './directive/post-json.ts';
import type { GatewayOptions } from './gateway.ts';
import { createHouse, type House } from './house/house.ts';
import { answerInquiry } from './http/amazon-side.ts';
import { CONTROL_PREFIX, createControlApp } from './http/control-app.ts';
import type { AmazonSide } from './http/exchange.ts';
import { encodeAnswer } from './http/send-answer.ts';

/** What a gateway without sockets runs on: directives leave through `post`. */
export interface InMemoryGatewayOptions extends GatewayOptions {
  readonly post: PostJson;
}

/** A request as a region's listener would take it, its body whole; header names in lower case. */
export interface InMemoryRequest {
  readonly region: Region;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the gateway answers. */
export interface InMemoryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string;
}

/** A gateway whose requests come as values. Nothing listens, and its state ends with it. */
export interface InMemoryGateway {
  /** Answers as the listener of the region does: Amazon's paths and the control API. Never rejects. */
  answer(request: InMemoryRequest): Promise<InMemoryAnswer>;
  /** Ends streams and waits. */
  close(): Promise<void>;
}

/** Creates a gateway for simulations, where the wire between the parties is somebody else's. */
export async function createInMemoryGateway(options: InMemoryGatewayOptions): Promise<InMemoryGateway> {
  const house = createHouse(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  const control = await createControlApp({ house, signal, hostOf });
  const side: AmazonSide = { house, signal, hostOf };
  return {
    answer: request => (request.path.startsWith(CONTROL_PREFIX) ? askControl(request) : askAmazon(request, side)),
    close: async () => {
      stopping.abort();
      await closeHouse(house);
      await control.close();
    },
  };

  async function askControl({ method, path, headers, body }: InMemoryRequest): Promise<InMemoryAnswer> {
    const payload = body === '' ? {} : { payload: body };
    const reply = await control.inject({ method, url: path, headers: { ...headers }, ...payload });
    return { status: reply.statusCode, headers: {}, text: reply.payload };
  }
}

async function askAmazon(request: InMemoryRequest, side: AmazonSide): Promise<InMemoryAnswer> {
  const { region, method, path: url, headers, body } = request;
  const path = url.split('?', 1)[0] ?? '/';
  const answer = await answerInquiry({ region, path, request: { method, url, headers } }, { body, side });
  return { status: answer.status, ...encodeAnswer(answer) };
}

async function closeHouse(house: House): Promise<void> {
  const routinesOver = house.routines.close();
  house.directives.close();
  house.skillEvents.close();
  house.replies.reset();
  await routinesOver;
  house.journal.close();
}

/** The host names of the regions, as Amazon has one for each. */
function hostOf(region: Region): string {
  return `${region.toLowerCase()}.gateway.localhost`;
}

/** The base URL of each region, as the gateway's region lookup names them. */
export const inMemoryRegionUrls: Readonly<Record<Region, string>> = {
  NA: `http://${hostOf('NA')}`,
  EU: `http://${hostOf('EU')}`,
  FE: `http://${hostOf('FE')}`,
};
