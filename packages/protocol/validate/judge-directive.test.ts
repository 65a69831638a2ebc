import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Problem } from '../problem/problem.ts';
import { validateDirective } from './validate-directive.ts';

type Row = readonly [name: string, good: readonly unknown[], bad: readonly (readonly [payload: unknown, at: string])[]];

const celsius = { value: 20, scale: 'CELSIUS' };

/** What the fact sheet's tables 3.1 and 3.3 say of each directive's payload. */
const rows: readonly Row[] = [
  [
    'BrightnessController.SetBrightness',
    [{ brightness: 0 }, { brightness: 100 }],
    [
      [{ brightness: 101 }, 'brightness'],
      [{}, 'brightness'],
    ],
  ],
  [
    'BrightnessController.AdjustBrightness',
    [{ brightnessDelta: -100 }, { brightnessDelta: 100 }],
    [[{ brightnessDelta: 101 }, 'brightnessDelta']],
  ],
  [
    'ChannelController.ChangeChannel',
    [{ channel: { number: '1' } }, { channel: {}, channelMetadata: { name: 'N' } }],
    [[{ channel: '1' }, 'channel']],
  ],
  ['ChannelController.SkipChannels', [{ channelCount: -2 }], [[{ channelCount: 1.5 }, 'channelCount']]],
  [
    'ColorController.SetColor',
    [{ color: { hue: 360, saturation: 1, brightness: 0 } }],
    [[{ color: { hue: 361, saturation: 1, brightness: 0 } }, 'color/hue']],
  ],
  [
    'ColorTemperatureController.SetColorTemperature',
    [{ colorTemperatureInKelvin: 1000 }],
    [[{ colorTemperatureInKelvin: 999 }, 'colorTemperatureInKelvin']],
  ],
  ['PercentageController.SetPercentage', [{ percentage: 0 }], [[{ percentage: -1 }, 'percentage']]],
  ['PowerLevelController.AdjustPowerLevel', [{ powerLevelDelta: 3 }], [[{ powerLevelDelta: '3' }, 'powerLevelDelta']]],
  ['RangeController.SetRangeValue', [{ rangeValue: 1.5 }], [[{ rangeValue: '1' }, 'rangeValue']]],
  [
    'RangeController.AdjustRangeValue',
    [{ rangeValueDelta: -1, rangeValueDeltaDefault: true }],
    [[{ rangeValueDelta: 1, rangeValueDeltaDefault: 1 }, 'rangeValueDeltaDefault']],
  ],
  ['ModeController.SetMode', [{ mode: 'Wash.Cold' }], [[{ mode: '' }, 'mode']]],
  [
    'ThermostatController.SetTargetTemperature',
    [{ targetSetpoint: celsius }, { lowerSetpoint: celsius, upperSetpoint: celsius }],
    [[{ targetSetpoint: 20 }, 'targetSetpoint']],
  ],
  [
    'ThermostatController.SetThermostatMode',
    [{ thermostatMode: { value: 'EM_HEAT' } }],
    [
      [{ thermostatMode: 'HEAT' }, 'thermostatMode'],
      [{ thermostatMode: { value: 'DRY' } }, 'thermostatMode/value'],
    ],
  ],
  [
    'SecurityPanelController.Arm',
    [{ armState: 'ARMED_STAY', bypassType: 'BYPASS_ALL' }],
    [
      [{ armState: 'ARMED' }, 'armState'],
      [{ armState: 'DISARMED', bypassType: 'ALL' }, 'bypassType'],
    ],
  ],
  [
    'EqualizerController.SetBands',
    [{ bands: [{ name: 'BASS', level: 2 }] }],
    [[{ bands: [{ name: 'BASS' }] }, 'bands/0/level']],
  ],
  [
    'EqualizerController.AdjustBands',
    [{ bands: [{ name: 'TREBLE', levelDelta: 1, levelDirection: 'UP' }] }],
    [[{ bands: [{ name: 'TREBLE', levelDirection: 'SIDEWAYS' }] }, 'bands/0/levelDirection']],
  ],
  ['Speaker.SetMute', [{ mute: true }], [[{ mute: 'true' }, 'mute']]],
  ['StepSpeaker.AdjustVolume', [{ volumeSteps: -20 }], [[{ volumeSteps: 0.5 }, 'volumeSteps']]],
  ['SeekController.AdjustSeekPosition', [{ deltaPositionMilliseconds: -30000 }], [[{}, 'deltaPositionMilliseconds']]],
  [
    'Launcher.LaunchTarget',
    [{ identifier: 'amzn1.alexa-ask-target.shortcut.33122', name: 'Home' }],
    [[{ identifier: 'a' }, 'name']],
  ],
  [
    'KeypadController.SendKeystroke',
    [{ keystroke: 'MORE' }, { keystroke: 'PAGE_LEFT' }],
    [[{ keystroke: 'BACK' }, 'keystroke']],
  ],
  [
    'RemoteVideoPlayer.SearchAndPlay',
    [{ entities: [{ type: 'Video' }], timeWindow: { start: 'a', end: 'b' } }],
    [[{ entities: 'x' }, 'entities']],
  ],
  [
    'VideoRecorder.DeleteRecording',
    [{ entities: [], quantifier: { name: 'WATCHED' } }],
    [[{ entities: [], quantifier: { name: 'SOME' } }, 'quantifier/name']],
  ],
  [
    'CameraStreamController.InitializeCameraStreams',
    [
      {
        cameraStreams: [
          {
            protocol: 'RTSP',
            resolution: { width: 1, height: 1 },
            authorizationType: 'BEARER',
            videoCodec: 'H264',
            audioCodec: 'AAC',
          },
        ],
      },
    ],
    [
      [{ cameraStreams: [{ protocol: 'HTTP' }] }, 'cameraStreams/0/protocol'],
      [{ cameraStreams: [{ resolution: { width: 0, height: 1 } }] }, 'cameraStreams/0/resolution/width'],
    ],
  ],
  [
    'RTCSessionController.InitiateSessionWithOffer',
    [{ sessionId: 's', offer: { format: 'SDP', value: 'v=0' } }],
    [[{ sessionId: 's', offer: { format: 'XML', value: 'v' } }, 'offer/format']],
  ],
  [
    'MediaMetadata.GetMediaMetadata',
    [{ filters: { mediaIds: ['m'] } }],
    [[{ filters: { mediaIds: [1] } }, 'filters/mediaIds/0']],
  ],
  [
    'SmartVision.SnapshotProvider.GetSnapshot',
    [{}, { preferOnDemandSnapshot: true }],
    [[{ preferOnDemandSnapshot: 'no' }, 'preferOnDemandSnapshot']],
  ],
  ['DeviceUsage.Meter.ReduceResolution', [{ limit: 1, duration: 'PT1H' }], [[{ limit: 1 }, 'duration']]],
];

const versions: Readonly<Record<string, string>> = {
  'SmartVision.SnapshotProvider': '1.1',
  'DeviceUsage.Meter': '1.0',
};

function problemsOf(fullName: string, payload: unknown, mode: 'strict' | 'observed' = 'strict'): Problem[] {
  const dot = fullName.lastIndexOf('.');
  const [interfaceName, name] = [fullName.slice(0, dot), fullName.slice(dot + 1)];
  const plain = { namespace: `Alexa.${interfaceName}`, name, messageId: 'm-1', correlationToken: 'c-1' };
  const header = /^(?:Mode|Range|Toggle)Controller$/.test(interfaceName) ? { ...plain, instance: 'One' } : plain;
  const payloadVersion = versions[interfaceName] ?? '3';
  const scope = { type: 'BearerToken', token: 'gatehouse-secret-token' };
  const directive = { header: { ...header, payloadVersion }, endpoint: { endpointId: 'thing-1', scope }, payload };
  return validateDirective({ directive }, { mode });
}

describe('judgeDirective()', () => {
  for (const [name, good, bad] of rows) {
    it(`takes of ${name} what the documents have and nothing else`, () => {
      for (const payload of good) {
        assert.deepEqual(problemsOf(name, payload), [], JSON.stringify(payload));
      }
      for (const [payload, at] of bad) {
        const found = problemsOf(name, payload);
        assert.deepEqual(
          found.map(({ pointer, severity }) => [pointer, severity]),
          [[`/directive/payload/${at}`, 'error']],
          JSON.stringify(payload),
        );
        assert.deepEqual(
          problemsOf(name, payload, 'observed').map(({ severity }) => severity),
          ['warning'],
        );
      }
    });
  }

  it('lets through a payload that nobody has described, and members beside the known ones', () => {
    assert.deepEqual(problemsOf('TimeHoldController.Hold', { any: [1] }), []);
    assert.deepEqual(problemsOf('Cooking.SetCookingMode', { any: [1] }), []);
    assert.deepEqual(problemsOf('PowerController.TurnOn', { more: true }), []);
  });

  it('never shows a PIN', () => {
    const found = problemsOf('SecurityPanelController.Disarm', {
      authorization: { type: 'FIVE_DIGIT_PIN', value: 'gatehouse-secret-pin' },
    });
    assert.equal(found.length, 1);
    assert.ok(!JSON.stringify(found).includes('gatehouse-secret-pin'));
    assert.deepEqual(
      problemsOf('SecurityPanelController.Disarm', { authorization: { type: 'FOUR_DIGIT_PIN', value: '1234' } }),
      [],
    );
  });
});
