import { CONNECTED, capability, type Device, describe, property, text } from './device.ts';

/** The instance of the button of the sample's remote; unique across all endpoints, as SimpleEventSource asks. */
export const BUTTON_INSTANCE = 'remote-1.main-button';

/** What the button of the sample's remote does; the id is the one that the interface's own example prints. */
export const BUTTON_EVENT_ID = 'Button.SinglePush.1';

const lamp: Device = {
  endpointId: 'lamp-1',
  description: describe('lamp-1', 'Living room lamp', 'LIGHT', [
    capability('PowerController', ['powerState']),
    capability('BrightnessController', ['brightness']),
    capability('ColorTemperatureController', ['colorTemperatureInKelvin']),
  ]),
  state: [
    property('PowerController', 'powerState', 'ON'),
    property('BrightnessController', 'brightness', 80),
    CONNECTED,
  ],
  moves: [
    {
      says: 'Living room lamp dimmed to 30',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('BrightnessController', 'brightness', 30)],
    },
    {
      says: 'Living room lamp switched off',
      cause: 'APP_INTERACTION',
      properties: [property('PowerController', 'powerState', 'OFF')],
    },
    {
      says: 'Living room lamp on at 80',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('PowerController', 'powerState', 'ON'), property('BrightnessController', 'brightness', 80)],
    },
  ],
  slow: true,
};

const strip: Device = {
  endpointId: 'strip-1',
  description: describe('strip-1', 'Kitchen strip', 'LIGHT', [
    capability('PowerController', ['powerState']),
    capability('ColorController', ['color']),
  ]),
  state: [
    property('PowerController', 'powerState', 'OFF'),
    property('ColorController', 'color', { hue: 30, saturation: 0.5, brightness: 0.8 }),
    CONNECTED,
  ],
  moves: [
    {
      says: 'Kitchen strip turned blue',
      cause: 'APP_INTERACTION',
      properties: [
        property('PowerController', 'powerState', 'ON'),
        property('ColorController', 'color', { hue: 230, saturation: 0.9, brightness: 0.7 }),
      ],
    },
    {
      says: 'Kitchen strip switched off',
      cause: 'RULE_TRIGGER',
      properties: [property('PowerController', 'powerState', 'OFF')],
    },
  ],
  slow: false,
};

const plug: Device = {
  endpointId: 'plug-1',
  description: describe('plug-1', 'Coffee plug', 'SMARTPLUG', [capability('PowerController', ['powerState'])]),
  state: [property('PowerController', 'powerState', 'OFF'), CONNECTED],
  moves: [
    {
      says: 'Coffee plug switched on',
      cause: 'RULE_TRIGGER',
      properties: [property('PowerController', 'powerState', 'ON')],
    },
    {
      says: 'Coffee plug switched off',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('PowerController', 'powerState', 'OFF')],
    },
  ],
  slow: false,
};

const thermostat: Device = {
  endpointId: 'thermostat-1',
  description: describe('thermostat-1', 'Hall thermostat', 'THERMOSTAT', [
    capability('ThermostatController', ['targetSetpoint', 'thermostatMode'], {
      configuration: { supportsScheduling: false, supportedModes: ['HEAT', 'COOL', 'OFF'] },
    }),
    capability('TemperatureSensor', ['temperature']),
  ]),
  state: [
    property('ThermostatController', 'targetSetpoint', { value: 20, scale: 'CELSIUS' }),
    property('ThermostatController', 'thermostatMode', 'HEAT'),
    property('TemperatureSensor', 'temperature', { value: 19.5, scale: 'CELSIUS' }),
    CONNECTED,
  ],
  moves: [
    {
      says: 'Hall warmed up to 20.5 °C',
      cause: 'PERIODIC_POLL',
      properties: [property('TemperatureSensor', 'temperature', { value: 20.5, scale: 'CELSIUS' })],
    },
    {
      says: 'Hall thermostat set to 21 °C',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('ThermostatController', 'targetSetpoint', { value: 21, scale: 'CELSIUS' })],
    },
    {
      says: 'Hall thermostat back to 20 °C',
      cause: 'RULE_TRIGGER',
      properties: [
        property('ThermostatController', 'targetSetpoint', { value: 20, scale: 'CELSIUS' }),
        property('TemperatureSensor', 'temperature', { value: 19.5, scale: 'CELSIUS' }),
      ],
    },
  ],
  slow: false,
};

const door: Device = {
  endpointId: 'door-1',
  description: describe('door-1', 'Garden door', 'CONTACT_SENSOR', [capability('ContactSensor', ['detectionState'])]),
  state: [property('ContactSensor', 'detectionState', 'NOT_DETECTED'), CONNECTED],
  moves: [
    {
      says: 'Garden door opened',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('ContactSensor', 'detectionState', 'DETECTED')],
    },
    {
      says: 'Garden door closed',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('ContactSensor', 'detectionState', 'NOT_DETECTED')],
    },
  ],
  slow: false,
};

const motion: Device = {
  endpointId: 'motion-1',
  description: describe('motion-1', 'Stairs', 'MOTION_SENSOR', [capability('MotionSensor', ['detectionState'])]),
  state: [property('MotionSensor', 'detectionState', 'NOT_DETECTED'), CONNECTED],
  moves: [
    {
      says: 'Motion on the stairs',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('MotionSensor', 'detectionState', 'DETECTED')],
    },
    {
      says: 'Stairs quiet again',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('MotionSensor', 'detectionState', 'NOT_DETECTED')],
    },
  ],
  slow: false,
};

const lock: Device = {
  endpointId: 'lock-1',
  description: describe('lock-1', 'Front door', 'SMARTLOCK', [capability('LockController', ['lockState'])]),
  state: [property('LockController', 'lockState', 'LOCKED'), CONNECTED],
  moves: [
    {
      says: 'Front door unlocked',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('LockController', 'lockState', 'UNLOCKED')],
    },
    {
      says: 'Front door locked',
      cause: 'PHYSICAL_INTERACTION',
      properties: [property('LockController', 'lockState', 'LOCKED')],
    },
  ],
  slow: true,
};

const blind: Device = {
  endpointId: 'blind-1',
  description: describe('blind-1', 'Bedroom blind', 'INTERIOR_BLIND', [
    capability('RangeController', ['rangeValue'], {
      instance: 'Blind.Lift',
      capabilityResources: text('Lift'),
      configuration: {
        supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 },
        unitOfMeasure: 'Alexa.Unit.Percent',
      },
    }),
  ]),
  state: [property('RangeController', 'rangeValue', 100, 'Blind.Lift'), CONNECTED],
  moves: [
    {
      says: 'Bedroom blind half down',
      cause: 'APP_INTERACTION',
      properties: [property('RangeController', 'rangeValue', 50, 'Blind.Lift')],
    },
    {
      says: 'Bedroom blind up',
      cause: 'APP_INTERACTION',
      properties: [property('RangeController', 'rangeValue', 100, 'Blind.Lift')],
    },
  ],
  slow: false,
};

const doorbell: Device = {
  endpointId: 'doorbell-1',
  description: describe('doorbell-1', 'Front doorbell', 'DOORBELL', [
    { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true },
  ]),
  state: [CONNECTED],
  moves: [],
  slow: false,
};

const remote: Device = {
  endpointId: 'remote-1',
  description: describe('remote-1', 'Bedside remote', 'REMOTE', [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.SimpleEventSource',
      version: '1.0',
      instance: BUTTON_INSTANCE,
      capabilityResources: { friendlyNames: [{ '@type': 'asset', value: { assetId: 'Alexa.Button.MainButton' } }] },
      configuration: {
        supportedEvents: [
          {
            id: BUTTON_EVENT_ID,
            friendlyNames: [{ '@type': 'asset', value: { assetId: 'Alexa.Button.SinglePush' } }],
          },
        ],
      },
    },
  ]),
  state: [CONNECTED],
  moves: [],
  slow: false,
};

/** A lamp that the sample adds and takes away again, to show AddOrUpdateReport and DeleteReport. */
export const guestLamp: Device = {
  endpointId: 'lamp-2',
  description: describe('lamp-2', 'Guest lamp', 'LIGHT', [capability('PowerController', ['powerState'])]),
  state: [property('PowerController', 'powerState', 'OFF'), CONNECTED],
  moves: [],
  slow: false,
};

/** The ten devices of the sample home, of different kinds, level and edge. */
export const devices: readonly Device[] = [lamp, strip, plug, thermostat, door, motion, lock, blind, doorbell, remote];
