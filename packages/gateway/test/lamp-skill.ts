import type { SkillHandler } from '../testing/skill-server.ts';

/** A lamp as Discover.Response lists it. */
export const lampEndpoint: object = {
  endpointId: 'lamp-1',
  manufacturerName: 'Example',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.PowerController',
      version: '3',
      properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
    },
  ],
};

/** A skill with one lamp: it accepts each grant, is discovered, and answers every other directive with Response. */
export const lampSkill: SkillHandler = directive => {
  const { header, endpoint } = (directive as { directive: Directive }).directive;
  switch (header.name) {
    case 'AcceptGrant':
      return answer(['Alexa.Authorization', 'AcceptGrant.Response']);
    case 'Discover':
      return answer(['Alexa.Discovery', 'Discover.Response'], { payload: { endpoints: [lampEndpoint] } });
    default:
      return answer(['Alexa', 'Response'], { endpoint, correlationToken: header.correlationToken });
  }
};

interface Directive {
  readonly header: { readonly name: string; readonly correlationToken?: string };
  readonly endpoint?: { readonly endpointId: string };
}

interface Parts {
  readonly payload?: object;
  readonly endpoint?: Directive['endpoint'] | undefined;
  readonly correlationToken?: string | undefined;
}

function answer([namespace, name]: readonly [string, string], { payload = {}, ...parts }: Parts = {}): object {
  const { endpoint, correlationToken } = parts;
  const header = { namespace, name, messageId: 'reply-1', payloadVersion: '3', correlationToken };
  const about = endpoint === undefined ? {} : { endpoint: { endpointId: endpoint.endpointId } };
  return { event: { header, ...about, payload } };
}
