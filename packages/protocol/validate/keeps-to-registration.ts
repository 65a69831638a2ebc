import { Findings } from './findings.ts';
import { judgeRegisteredValue } from './judge-registered-value.ts';

/** A value of which members may be asked; what they are, whoever asks looks at. */
type Loose = Readonly<Record<string, unknown>>;

/**
 * Whether no rule has anything to say about a report or an answer of the namespace `Alexa` against the discovery object
 * of its endpoint, decided quickly for what nearly all traffic is: each property is declared with its instance, is
 * reported where it has to be, and its value is one that is declared. False says nothing: then the judges look.
 */
export function keepsToRegistration(value: unknown, description: unknown): boolean {
  const capabilities = isLoose(description) ? description.capabilities : undefined;
  const event = isLoose(value) ? value.event : undefined;
  if (!isLoose(value) || !isLoose(event) || !isLoose(event.header) || !Array.isArray(capabilities)) {
    return false;
  }
  const { header, payload } = event;
  const unchanged = isLoose(value.context) ? value.context.properties : value.context;
  if (header.namespace !== 'Alexa') {
    return false;
  }
  switch (header.name) {
    case 'ChangeReport': {
      const change = isLoose(payload) ? payload.change : undefined;
      const changed = isLoose(change) ? change.properties : undefined;
      return keep(changed, { capabilities, proactive: true }) && keep(unchanged, { capabilities, proactive: true });
    }
    case 'Response':
    case 'StateReport':
      return keep(unchanged, { capabilities, proactive: false });
    default:
      return false;
  }
}

interface Declaration {
  readonly capabilities: readonly unknown[];
  readonly proactive: boolean;
}

/** No list of properties at all has nothing to judge either. */
function keep(properties: unknown, declaration: Declaration): boolean {
  if (!Array.isArray(properties)) {
    return properties === undefined;
  }
  for (let index = 0; index < properties.length; index += 1) {
    if (!isKept(properties[index], declaration)) {
      return false;
    }
  }
  return true;
}

function isKept(property: unknown, { capabilities, proactive }: Declaration): boolean {
  if (!isLoose(property)) {
    return false;
  }
  const { namespace, name, instance } = property;
  for (let index = 0; index < capabilities.length; index += 1) {
    const capability: unknown = capabilities[index];
    if (isLoose(capability) && capability.interface === namespace && capability.instance === instance) {
      const { properties } = capability;
      if (isLoose(properties) && lists(properties.supported, name)) {
        return (!proactive || properties.proactivelyReported === true) && isDeclaredValue(property, capability);
      }
    }
  }
  return false;
}

function lists(supported: unknown, name: unknown): boolean {
  if (!Array.isArray(supported) || typeof name !== 'string') {
    return false;
  }
  for (let index = 0; index < supported.length; index += 1) {
    const property: unknown = supported[index];
    if (isLoose(property) && property.name === name) {
      return true;
    }
  }
  return false;
}

/** Without a configuration nothing is declared of values. */
function isDeclaredValue(property: Loose, capability: Loose): boolean {
  const { configuration, configurations, inputs } = capability;
  if (configuration === undefined && configurations === undefined && inputs === undefined) {
    return true;
  }
  const findings = new Findings('strict', () => '');
  const { namespace, name, value } = property;
  judgeRegisteredValue(findings, { property: `${String(namespace)}/${String(name)}`, value, path: [], capability });
  return findings.problems.length === 0;
}

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null;
}
