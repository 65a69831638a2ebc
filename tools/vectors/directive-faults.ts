/** A payload of a directive, and what is wrong with it: the rule, and the pointer within the payload. */
export type DirectiveFault = readonly [namespace: string, name: string, payload: object, rule: string, pointer: string];

const percent: readonly (readonly [string, string, string])[] = [
  ['BrightnessController', 'SetBrightness', 'brightness'],
  ['PercentageController', 'SetPercentage', 'percentage'],
  ['PowerLevelController', 'SetPowerLevel', 'powerLevel'],
  ['Speaker', 'SetVolume', 'volume'],
];

/** Members that a directive cannot do without. */
const required: readonly (readonly [string, string, string])[] = [
  ...percent,
  ['BrightnessController', 'AdjustBrightness', 'brightnessDelta'],
  ['ColorController', 'SetColor', 'color'],
  ['ColorTemperatureController', 'SetColorTemperature', 'colorTemperatureInKelvin'],
  ['PercentageController', 'AdjustPercentage', 'percentageDelta'],
  ['PowerLevelController', 'AdjustPowerLevel', 'powerLevelDelta'],
  ['ModeController', 'SetMode', 'mode'],
  ['ModeController', 'AdjustMode', 'modeDelta'],
  ['RangeController', 'SetRangeValue', 'rangeValue'],
  ['RangeController', 'AdjustRangeValue', 'rangeValueDelta'],
  ['ThermostatController', 'AdjustTargetTemperature', 'targetSetpointDelta'],
  ['ThermostatController', 'SetThermostatMode', 'thermostatMode'],
  ['SecurityPanelController', 'Arm', 'armState'],
  ['EqualizerController', 'SetBands', 'bands'],
  ['EqualizerController', 'SetMode', 'mode'],
  ['InputController', 'SelectInput', 'input'],
  ['Speaker', 'AdjustVolume', 'volume'],
  ['Speaker', 'SetMute', 'mute'],
  ['StepSpeaker', 'AdjustVolume', 'volumeSteps'],
  ['StepSpeaker', 'SetMute', 'mute'],
  ['SeekController', 'AdjustSeekPosition', 'deltaPositionMilliseconds'],
  ['KeypadController', 'SendKeystroke', 'keystroke'],
  ['CameraStreamController', 'InitializeCameraStreams', 'cameraStreams'],
  ['RTCSessionController', 'SessionConnected', 'sessionId'],
  ['RTCSessionController', 'SessionDisconnected', 'sessionId'],
];

/** Payloads of directives at and beyond their bounds. Source: fact sheet 3.1 and 3.3, Directives, with the shapes of the properties that they set. */
export const directiveFaults: readonly DirectiveFault[] = [
  ...required.map(([namespace, name, member]): DirectiveFault => [namespace, name, {}, 'member-missing', `/${member}`]),
  ...percent.flatMap(([namespace, name, member]): DirectiveFault[] => [
    [namespace, name, { [member]: -1 }, 'member-range', `/${member}`],
    [namespace, name, { [member]: 101 }, 'member-range', `/${member}`],
    [namespace, name, { [member]: 50.5 }, 'member-type', `/${member}`],
    [namespace, name, { [member]: '50' }, 'member-type', `/${member}`],
  ]),
  [
    'ColorTemperatureController',
    'SetColorTemperature',
    { colorTemperatureInKelvin: 999 },
    'member-range',
    '/colorTemperatureInKelvin',
  ],
  [
    'ColorTemperatureController',
    'SetColorTemperature',
    { colorTemperatureInKelvin: 10_001 },
    'member-range',
    '/colorTemperatureInKelvin',
  ],
  ['ColorController', 'SetColor', { color: { hue: 361, saturation: 1, brightness: 1 } }, 'member-range', '/color/hue'],
  ['ColorController', 'SetColor', { color: { hue: 0, saturation: 1 } }, 'member-missing', '/color/brightness'],
  [
    'ThermostatController',
    'AdjustTargetTemperature',
    { targetSetpointDelta: 2 },
    'member-type',
    '/targetSetpointDelta',
  ],
  [
    'ThermostatController',
    'SetThermostatMode',
    { thermostatMode: { value: 'DRY' } },
    'member-value',
    '/thermostatMode/value',
  ],
  [
    'ThermostatController',
    'SetTargetTemperature',
    { targetSetpoint: { value: 21, scale: 'C' } },
    'member-value',
    '/targetSetpoint/scale',
  ],
  ['SecurityPanelController', 'Arm', { armState: 'ARMED' }, 'member-value', '/armState'],
  ['SecurityPanelController', 'Arm', { armState: 'ARMED_AWAY', bypassType: 'SOME' }, 'member-value', '/bypassType'],
  ['Speaker', 'SetMute', { mute: 'true' }, 'member-type', '/mute'],
  ['KeypadController', 'SendKeystroke', { keystroke: 'ENTER' }, 'member-value', '/keystroke'],
  ['EqualizerController', 'SetMode', { mode: 'OPERA' }, 'member-value', '/mode'],
  ['RangeController', 'SetRangeValue', { rangeValue: '7' }, 'member-type', '/rangeValue'],
];
