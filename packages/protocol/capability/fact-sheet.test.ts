import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorTypes } from '../error/error-type.ts';
import { createForm } from '../form/form.ts';
import { capabilities, capabilityOf } from './capabilities.ts';
import { cookingModes } from './cooking-modes.ts';
import { donenesses, foodCategories, foodStates } from './food.ts';
import { inputNames } from './input-names.ts';
import { knowsPart } from './knows-part.ts';
import { lengthUnits, volumeUnits, weightUnits } from './measurement-units.ts';

/**
 * The fact sheet's tables 3.1, 3.2 and 3.3, a row a line: interface, versions, instance, properties, directives, own
 * events. A star marks what has instances, a dash what is empty.
 */
const sheet = `
Alexa | 3 | - | - | ReportState | ChangeReport Response ErrorResponse StateReport DeferredResponse
BrightnessController | 3 | - | brightness | SetBrightness AdjustBrightness | -
ChannelController | 3 | - | channel | ChangeChannel SkipChannels | -
ColorController | 3 | - | color | SetColor | -
ColorTemperatureController | 3 | - | colorTemperatureInKelvin | SetColorTemperature IncreaseColorTemperature DecreaseColorTemperature | -
ContactSensor | 3 | - | detectionState | - | -
MotionSensor | 3 | - | detectionState | - | -
TemperatureSensor | 3 | - | temperature | - | -
HumiditySensor | 3 | - | relativeHumidity | - | -
EndpointHealth | 3 3.1 3.2 3.3 | - | connectivity battery radioDiagnostics networkThroughput | - | -
PowerController | 3 | - | powerState | TurnOn TurnOff | -
PercentageController | 3 | - | percentage | SetPercentage AdjustPercentage | -
PowerLevelController | 3 | - | powerLevel | SetPowerLevel AdjustPowerLevel | -
LockController | 3 | - | lockState | Lock Unlock | -
ModeController | 3 | * | mode | SetMode AdjustMode | -
RangeController | 3 | * | rangeValue | SetRangeValue AdjustRangeValue | -
ToggleController | 3 | * | toggleState | TurnOn TurnOff | -
ThermostatController | 3 3.1 3.2 | - | targetSetpoint lowerSetpoint upperSetpoint thermostatMode adaptiveRecoveryStatus | SetTargetTemperature AdjustTargetTemperature SetThermostatMode ResumeSchedule | -
ThermostatController.Configuration | 3.2 | - | - | - | -
ThermostatController.Schedule | 3.2 | - | adaptiveRecoveryEnabled | - | -
ThermostatController.HVAC.Components | 1.0 | - | primaryHeaterOperation auxiliaryHeaterOperation coolerOperation fanOperation | - | -
SecurityPanelController | 3 | - | armState burglaryAlarm carbonMonoxideAlarm fireAlarm waterAlarm | Arm Disarm | Arm.Response
SecurityPanelController.Alert | 1.1 | - | - | - | -
EventDetectionSensor | 3 | - | animalPresenceDetectionState babyCryDetectionState dogBarkDetectionState glassBreakDetectionState humanPresenceDetectionState smokeSirenDetectionState vehiclePresenceDetectionState detectionModes enablementMode | - | -
EqualizerController | 3 | - | bands mode | SetBands AdjustBands ResetBands SetMode | -
InputController | 3 | - | input | SelectInput | -
Speaker | 3 | - | volume muted | SetVolume AdjustVolume SetMute | -
StepSpeaker | 3 | - | - | AdjustVolume SetMute | -
PlaybackController | 3 | - | - | Play Pause Stop StartOver Previous Next Rewind FastForward | -
PlaybackStateReporter | 3 | - | playbackState | - | -
RecordController | 3 | - | RecordingState | StartRecording StopRecording | -
SeekController | 3 | - | - | AdjustSeekPosition | StateReport
Launcher | 3 1.1 | - | target | LaunchTarget | -
KeypadController | 3 | - | - | SendKeystroke | -
RemoteVideoPlayer | 3 3.1 | - | - | SearchAndPlay SearchAndDisplayResults | -
VideoRecorder | 3 | - | isExtendedRecordingGUIShown storageLevel | SearchAndRecord CancelRecording DeleteRecording | SearchAndRecordResponse
SceneController | 3 | - | - | Activate Deactivate | ActivationStarted DeactivationStarted
TimeHoldController | 3 | - | holdStartTime holdEndTime | Hold Resume | -
Cooking | 3 | - | cookingMode cookingTimeInterval foodItem | - | -
Cooking.PresetController | 3 | - | presetName requestedFoodDoneness | - | -
Cooking.TimeController | 3 | - | requestedCookTime cookingPowerLevel | - | -
Cooking.TemperatureController | 3 | - | targetCookingTemperature preheatTimeInterval | - | -
Cooking.TemperatureSensor | 3 | - | cookingTemperature | - | -
Cooking.FoodTemperatureController | 3 | - | targetFoodTemperature | - | -
Cooking.FoodTemperatureSensor | 3 | - | foodTemperature | - | -
InventoryLevelSensor | 3 | * | level | - | -
InventoryUsageSensor | 3 | * | - | - | InventoryConsumed
InventoryLevelUsageSensor | 3 | * | level | - | InventoryConsumed InventoryReplaced
AutomationManagement | 1.0 | - | automationStatuses | - | GetAlexaAutomationStatus
Networking.AccessController | 3 | - | networkAccess | - | -
SmartVision.ObjectDetectionSensor | 1.0 | - | objectDetectionClasses | SetObjectDetectionClasses | ObjectDetection
DoorbellEventSource | 3 | - | - | - | DoorbellPress
SimpleEventSource | 1.0 | * | - | - | Event
CameraStreamController | 3 | - | - | InitializeCameraStreams | Response
RTCSessionController | 3 | - | - | InitiateSessionWithOffer SessionConnected SessionDisconnected | AnswerGeneratedForSession SessionConnected SessionDisconnected
MediaMetadata | 3 | - | - | GetMediaMetadata | MediaCreatedOrUpdated MediaDeleted GetMediaMetadata.Response
WakeOnLANController | 3 | - | - | - | WakeUp
Networking.ConnectedDevice | 3 | - | - | - | -
Networking.HomeNetworkController | 3 | - | - | - | -
CustomIntent | 3 | - | - | - | -
DataController | 1.0 | * | - | ReportData | DataReport
DeviceUsage.Estimation | 1.0 | - | - | - | -
DeviceUsage.Meter | 1.0 | - | - | ReportMeasurements ReduceResolution InvalidMeasurementError | MeasurementsReport
ProactiveNotificationSource | 3.0 | - | - | - | -
SmartVision.SnapshotProvider | 1.1 | - | - | GetSnapshot | -
ConsentManagement.ConsentRequiredReporter | 1.0 | - | - | - | -
Commissionable | 1.0 | - | - | ReportCommissioningInformation | -
Safety | 3 | - | - | - | -
UserPreference | 2.0 | - | - | ReceiveFeedback | -
AuthorizationController | 1.0 | - | - | - | -
Automotive.VehicleData | 1.0 | - | - | - | -
ApplicationStateReporter | 1.0 | - | - | - | -
Audio.PlayQueue | 1.0 | - | - | - | -
Camera.LiveViewController | 1.7 | - | - | - | -
Media.Playback | 1.0 | - | - | - | -
Media.PlayQueue | 1.0 | - | - | - | -
Media.Search | 1.0 | - | - | - | -
UIController | 1.0 | - | - | - | -
`;

const rows = sheet
  .trim()
  .split('\n')
  .map(line => line.split(' | '))
  .map(([name = '', versions = '', instance = '', ...lists]) => ({
    name: name === 'Alexa' ? name : `Alexa.${name}`,
    versions: versions.split(' '),
    instance: instance === '*',
    lists: lists.map(list => (list === '-' ? [] : list.split(' ').toSorted())),
  }));

describe('the capabilities', () => {
  it('are those of the fact sheet', () => {
    assert.deepEqual(capabilities.map(row => row.interface).toSorted(), rows.map(row => row.name).toSorted());
  });

  for (const { name, versions, instance, lists } of rows) {
    it(`${name} has the versions, properties, directives and events of its row`, () => {
      const known = capabilityOf(name);
      assert.ok(known);
      assert.deepEqual(known.versions, versions);
      assert.equal(known.instance !== 'none', instance);
      const found = [Object.keys(known.properties), known.directives, known.events];
      assert.deepEqual(
        found.map(list => list.toSorted()),
        lists,
      );
      assert.match(known.source, /fact sheet/);
      assert.ok(known.confidence.length > 0);
    });
  }

  it('have forms of payloads for names that they list, and forms that can be compiled', () => {
    for (const known of capabilities) {
      const { directivePayloads = {}, eventPayloads = {}, members = {} } = known;
      assert.deepEqual(
        Object.keys(directivePayloads).filter(name => !known.directives.includes(name)),
        [],
      );
      assert.deepEqual(
        Object.keys(eventPayloads).filter(name => !known.events.includes(name)),
        [],
      );
      const parts = [known.configuration, known.configurations].filter(part => part !== undefined);
      const schemas = [...Object.values(directivePayloads), ...Object.values(eventPayloads), ...parts];
      for (const schema of schemas) {
        assert.equal(createForm(schema).check('text'), false, known.interface);
      }
      for (const schema of Object.values(members)) {
        assert.equal(createForm(schema).check(null), false, known.interface);
      }
    }
  });

  it('mark what nobody has described', () => {
    const opaque = capabilities.filter(row => row.opaque).map(row => row.interface.slice('Alexa.'.length));
    assert.deepEqual(opaque, [
      'ApplicationStateReporter',
      'Audio.PlayQueue',
      'AuthorizationController',
      'Automotive.VehicleData',
      'Camera.LiveViewController',
      'Media.PlayQueue',
      'Media.Playback',
      'Media.Search',
      'SecurityPanelController.Alert',
      'ThermostatController.Configuration',
      'ThermostatController.Schedule',
      'UIController',
      'UserPreference',
    ]);
    for (const known of capabilities) {
      for (const [name, property] of Object.entries(known.properties)) {
        const takesAll = [1, 'x', null, []].every(value => createForm(property.schema).check(value));
        assert.equal(property.opaque === true, takesAll, `${known.interface}.${name}`);
      }
    }
  });

  it('say what is deprecated and retired, and since when', () => {
    const ended = capabilities.filter(row => row.lifecycle !== 'current');
    assert.deepEqual(
      ended.map(row => [row.interface, row.lifecycle, row.lifecycleSince]),
      [
        ['Alexa.CustomIntent', 'retired', undefined],
        ['Alexa.EventDetectionSensor', 'deprecated', '2023-02-24'],
        ['Alexa.MediaMetadata', 'deprecated', '2023-03-15'],
        ['Alexa.Networking.AccessController', 'retired', '2024-04-01'],
        ['Alexa.Networking.ConnectedDevice', 'retired', '2024-04-01'],
        ['Alexa.Networking.HomeNetworkController', 'retired', '2024-04-01'],
      ],
    );
    assert.equal(
      capabilityOf('Alexa.EventDetectionSensor')?.successor,
      capabilityOf('Alexa.SmartVision.ObjectDetectionSensor')?.interface,
    );
  });

  it('allow semantics where the documents do', () => {
    const allowing = capabilities.filter(row => row.semantics).map(row => row.interface);
    assert.deepEqual(allowing, ['Alexa.ModeController', 'Alexa.RangeController', 'Alexa.ToggleController']);
  });

  it('have the error namespaces of the fact sheet', () => {
    const own = new Set(capabilities.flatMap(row => row.errors?.namespace ?? []));
    const listed = Object.keys(errorTypes).filter(namespace => namespace !== 'Alexa.Authorization');
    assert.deepEqual(
      listed.filter(namespace => !own.has(namespace)),
      [],
    );
    assert.equal(capabilityOf('Alexa.DataController')?.errors?.payloadVersion, '1.0');
    assert.equal(capabilityOf('Alexa.Commissionable')?.errors?.name, 'ReportCommissioningInformation.ErrorResponse');
  });
});

describe('knowsPart()', () => {
  it('tells what is known in full from what is not', () => {
    const part = (name: string, of: Parameters<typeof knowsPart>[1]): boolean | undefined => {
      const capability = capabilityOf(name);
      return capability === undefined ? undefined : knowsPart(capability, of);
    };
    assert.equal(part('Alexa.PowerController', 'directives'), true);
    assert.equal(part('Alexa.Cooking', 'directives'), false);
    assert.equal(part('Alexa.Cooking', 'properties'), true);
    assert.equal(part('Alexa.UIController', 'properties'), false);
  });
});

describe('the enumerations', () => {
  const lists: Readonly<Record<string, readonly [members: readonly string[], sheet: string]>> = {
    cookingModes: [
      cookingModes,
      'AIR_FRY BAKE BLANCH BREW BOIL BROIL BROWN CAN CONVECTION_BAKE CONVECTION_BROIL CONVECTION_ROAST CONVECTION_STEAM CURE CUSTOM DEFROST DEHYDRATE FERMENT FRY GRILL INCUBATE MELT OFF PRESET PRESSURE PROOF REHEAT ROAST SAUTE SEAR SIMMER SLOW_COOK SMOKE SOFTEN SOUS_VIDE STEAM STERILIZE STEW STIR_FRY TIMECOOK TOAST WARM',
    ],
    foodCategories: [
      foodCategories,
      'BEEF BEVERAGE CHICKEN FISH MEAT PIZZA POPCORN PORK POTATO SHRIMP SOUP STEAK TURKEY VEGETABLE WATER',
    ],
    foodStates: [
      foodStates,
      'BRINED CANNED CHILLED COLD_SMOKED DEFROSTED DRIED EMULSIFIED FREEZE_DRIED FRESH FROZEN MELTED REFRIGERATED ROOM_TEMPERATURE SMOKED WHIPPED',
    ],
    donenesses: [
      donenesses,
      'AL_DENTE CREAMY CRISPY DRY FIRM FLAKY HARD JUICY MEDIUM MEDIUM_RARE MEDIUM_WELL MOIST OPAQUE OVERCOOKED RARE RUNNY SMOOTH SOFT SPRINGY SUCCULENT TENDER UNDERCOOKED VELVETY WELL_DONE',
    ],
    lengthUnits: [lengthUnits, 'METER KILOMETER CENTIMETER MILLIMETER INCH SPAN FOOT YARD MILE'],
    volumeUnits: [
      volumeUnits,
      'LITER MILLILITER METRIC_CUP METRIC_TEASPOON UK_TABLESPOON AU_TABLESPOON CUBIC_CENTIMETER CUBIC_METER UK_GALLON UK_QUART UK_PINT UK_CUP UK_GILL UK_FLUID_OUNCE UK_FLUID_DRAM CUBIC_INCH CUBIC_FOOT CUBIC_YARD US_FLUID_GALLON US_FLUID_QUART US_FLUID_PINT US_FLUID_CUP US_FLUID_OUNCE US_GILL US_TABLESPOON US_TEASPOON US_DRAM US_DRY_GALLON US_DRY_QUART US_DRY_PINT',
    ],
    weightUnits: [weightUnits, 'KILOGRAM GRAM MILLIGRAM MICROGRAM METRIC_POUND POUND OUNCE DRAM'],
  };

  for (const [name, [members, expected]] of Object.entries(lists)) {
    it(`${name} has every member of the fact sheet and no other`, () => {
      assert.deepEqual(members.toSorted(), expected.split(' ').toSorted());
    });
  }

  it('inputNames has every name of the fact sheet and no other', () => {
    const single =
      'BLURAY,CABLE,CD,COMPOSITE 1,DVD,GAME,HD RADIO,HDMI ARC,IPOD,MEDIA PLAYER,PHONO,PLAYSTATION,PLAYSTATION 3,PLAYSTATION 4,SATELLITE,SMARTCAST,TUNER,TV,USB DAC,XBOX';
    const counted = { AUX: 7, COAX: 2, HDMI: 10, INPUT: 10, LINE: 7, OPTICAL: 2, VIDEO: 3 };
    const numbered = Object.entries(counted).flatMap(([name, last]) =>
      Array.from({ length: last }, (_, index) => `${name} ${index + 1}`),
    );
    assert.deepEqual(inputNames.toSorted(), [...single.split(','), ...numbered].toSorted());
  });
});
