import { createHash } from 'node:crypto';

/**
 * Change reports as a device cloud posts them, as JSON text, the same in every run. Eight kinds of devices in turn,
 * three properties each: one that changed and two of the context. An access token is as long as Amazon's.
 */
export const changeReports: readonly string[] = Array.from({ length: 96 }, (_, index) =>
  JSON.stringify(changeReportOf(index)),
);

interface State {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
}

function changeReportOf(index: number): object {
  const [changed, ...known] = statesOf(index).map((state, place) => ({
    ...state,
    timeOfSample: new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + index * 86_461_007 - place * 1009).toISOString(),
    uncertaintyInMilliseconds: [0, 500, 1000][place] ?? 0,
  }));
  return {
    event: {
      header: { namespace: 'Alexa', name: 'ChangeReport', messageId: uuidOf(index), payloadVersion: '3' },
      endpoint: { scope: { type: 'BearerToken', token: tokenOf(index) }, endpointId: `bench-home-${index}:device-1` },
      payload: { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [changed] } },
    },
    context: { properties: known },
  };
}

function statesOf(index: number): readonly State[] {
  const power: State = { namespace: 'Alexa.PowerController', name: 'powerState', value: index % 3 ? 'ON' : 'OFF' };
  const health: State = { namespace: 'Alexa.EndpointHealth', name: 'connectivity', value: { value: 'OK' } };
  const brightness: State = { namespace: 'Alexa.BrightnessController', name: 'brightness', value: index % 101 };
  const level = (name: string, share: number): State => ({
    namespace: 'Alexa.RangeController',
    name: 'rangeValue',
    instance: name,
    value: (index * share) % 101,
  });
  const celsius = (namespace: string, name: string): State => ({
    namespace,
    name,
    value: { value: 18 + (index % 60) / 10, scale: 'CELSIUS' },
  });
  const devices: readonly (readonly State[])[] = [
    [brightness, power, health],
    [colorOf(index), brightness, power],
    [
      { namespace: 'Alexa.ContactSensor', name: 'detectionState', value: 'DETECTED' },
      celsius('Alexa.TemperatureSensor', 'temperature'),
      health,
    ],
    [level('Blind.Lift', 7), level('Blind.Tilt', 3), health],
    [{ namespace: 'Alexa.LockController', name: 'lockState', value: 'UNLOCKED' }, power, health],
    [
      celsius('Alexa.ThermostatController', 'targetSetpoint'),
      { namespace: 'Alexa.ThermostatController', name: 'thermostatMode', value: 'HEAT' },
      celsius('Alexa.TemperatureSensor', 'temperature'),
    ],
    [
      power,
      { namespace: 'Alexa.ColorTemperatureController', name: 'colorTemperatureInKelvin', value: 2700 },
      brightness,
    ],
    [
      { namespace: 'Alexa.Speaker', name: 'volume', value: index % 101 },
      { namespace: 'Alexa.Speaker', name: 'muted', value: false },
      { namespace: 'Alexa.PlaybackStateReporter', name: 'playbackState', value: { state: 'PLAYING' } },
    ],
  ];
  return devices[index % devices.length] ?? [];
}

function colorOf(index: number): State {
  const value = { hue: (index * 37.5) % 360, saturation: 0.7138, brightness: 0.6524 };
  return { namespace: 'Alexa.ColorController', name: 'color', value };
}

/** A UUID of version 4 that differs from the others in every digit, as random ones do: alike ones are quicker to check. */
function uuidOf(index: number): string {
  const digits = createHash('sha256').update(`report ${index}`).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `9${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}

function tokenOf(index: number): string {
  const letters = Array.from({ length: 340 }, (_, place) => ((index * 31 + place * place * 17) % 36).toString(36));
  return `gatehouse-secret-${letters.join('')}`;
}
