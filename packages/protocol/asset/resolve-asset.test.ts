import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buttonAssets } from './button-assets.ts';
import { gestureAssets } from './gesture-assets.ts';
import { resolveAsset } from './resolve-asset.ts';

/** The two tables of the interface's page, as they are printed there. */
const printed: Readonly<Record<string, string>> = {
  'Alexa.Button.OffButton': 'Off button',
  'Alexa.Button.OnButton': 'On button',
  'Alexa.Button.BrightenButton': 'Brighten button',
  'Alexa.Button.DimButton': 'Dim button',
  'Alexa.Button.MainButton': 'Main button',
  'Alexa.Button.TopButton': 'Top button',
  'Alexa.Button.BottomButton': 'Bottom button',
  'Alexa.Button.CenterButton': 'Center button',
  'Alexa.Button.MiddleButton': 'Middle button',
  'Alexa.Button.UpButton': 'Up button',
  'Alexa.Button.DownButton': 'Down button',
  'Alexa.Button.LeftButton': 'Left button',
  'Alexa.Button.RightButton': 'Right button',
  'Alexa.Button.FirstButton': 'First button',
  'Alexa.Button.SecondButton': 'Second button',
  'Alexa.Button.ThirdButton': 'Third button',
  'Alexa.Button.FourthButton': 'Fourth button',
  'Alexa.Button.FifthButton': 'Fifth button',
  'Alexa.Button.SixthButton': 'Sixth button',
  'Alexa.Button.SeventhButton': 'Seventh button',
  'Alexa.Button.EighthButton': 'Eighth button',
  'Alexa.Button.DoublePress': 'Double press',
  'Alexa.Button.DoublePush': 'Double push',
  'Alexa.Button.LongPress': 'Long press',
  'Alexa.Button.LongPush': 'Long push',
  'Alexa.Button.SinglePress': 'Single press',
  'Alexa.Button.SinglePush': 'Single push',
  'Alexa.Gesture.DoubleClick': 'Double click',
  'Alexa.Gestures.DoubleTap': 'Double tap',
  'Alexa.Gesture.SingleClick': 'Single click',
  'Alexa.Gesture.SwipeDown': 'Swipe down',
  'Alexa.Gesture.SwipeLeft': 'Swipe left',
  'Alexa.Gesture.SwipeRight': 'Swipe right',
  'Alexa.Gesture.SwipeUp': 'Swipe up',
  'Alexa.Gesture.Tap': 'Tap',
};

describe('resolveAsset()', () => {
  it('finds every asset of the page, by the id that is printed there', () => {
    for (const [assetId, friendlyName] of Object.entries(printed)) {
      assert.equal(resolveAsset(assetId)?.asset.friendlyName, friendlyName, assetId);
    }
    assert.equal(buttonAssets.length + gestureAssets.length, Object.keys(printed).length);
  });

  it('tells buttons from what happens to them', () => {
    assert.equal(resolveAsset('Alexa.Button.MainButton')?.asset.names, 'instance');
    assert.equal(resolveAsset('Alexa.Button.SinglePush')?.asset.names, 'event');
    assert.equal(resolveAsset('Alexa.Gesture.Tap')?.asset.names, 'event');
  });

  it('takes the misprint of the page for what it means and says so', () => {
    const found = resolveAsset('Alexa.Gestures.DoubleTap');
    assert.deepEqual([found?.asset.assetId, found?.misprint], ['Alexa.Gesture.DoubleTap', true]);
    assert.equal(resolveAsset('Alexa.Gesture.DoubleTap')?.misprint, false);
  });

  it('knows nothing of other ids', () => {
    for (const assetId of ['Alexa.Gestures.Tap', 'Alexa.Setting.Opening', 'constructor', '']) {
      assert.equal(resolveAsset(assetId), undefined, assetId);
    }
  });
});
