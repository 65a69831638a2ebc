import { memberOf } from '@gatehouse/protocol';
import type { KnownEndpoint, SampledValue } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';

/**
 * Judges a value against the bounds that the endpoint itself declared: `supportedRange` of a RangeController and
 * `supportedModes` of a ModeController. Everything else has no bounds of its own. Source: fact sheet 3.1 and 3.5.
 */
export function judgeConfiguredValue(
  sample: SampledValue,
  reported: { readonly endpoint: KnownEndpoint; readonly pointer: string },
): Reason | undefined {
  const { declarations, endpointId } = reported.endpoint;
  const configuration = declarations.capabilityOf(sample.namespace, sample.instance)?.configuration;
  const allowed = configuration === undefined ? undefined : describeExcess(sample, configuration);
  if (allowed === undefined) return undefined;
  const found = typeof sample.value === 'number' ? sample.value : JSON.stringify(sample.value);
  const message = `${sample.name} of endpoint ${endpointId} is ${found}; allowed ${allowed}`;
  return createReason('out-of-range', message, { pointer: `${reported.pointer}/value` });
}

/** What would have been allowed; undefined when the value is. */
function describeExcess({ namespace, value }: SampledValue, configuration: object): string | undefined {
  if (namespace === 'Alexa.RangeController' && typeof value === 'number') {
    const range = memberOf(configuration, 'supportedRange');
    const [low, high] = [memberOf(range, 'minimumValue'), memberOf(range, 'maximumValue')];
    if (typeof low !== 'number' || typeof high !== 'number') return undefined;
    return value < low || value > high ? `${low} to ${high}` : undefined;
  }
  const modes = memberOf(configuration, 'supportedModes');
  if (namespace !== 'Alexa.ModeController' || !Array.isArray(modes)) return undefined;
  const values = modes.map(mode => memberOf(mode, 'value'));
  return values.includes(value) ? undefined : values.join(', ');
}
