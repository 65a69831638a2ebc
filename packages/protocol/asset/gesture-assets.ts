import type { Asset } from './asset.ts';

/**
 * Gestures. The document prints the second one as `Alexa.Gestures.DoubleTap`; see `resolveAsset`. Source:
 * simple-event-source interface, Event friendly name assets; fact sheet 12, row 29.
 */
export const gestureAssets: readonly Asset[] = [
  { assetId: 'Alexa.Gesture.DoubleClick', friendlyName: 'Double click', names: 'event' },
  { assetId: 'Alexa.Gesture.DoubleTap', friendlyName: 'Double tap', names: 'event' },
  { assetId: 'Alexa.Gesture.SingleClick', friendlyName: 'Single click', names: 'event' },
  { assetId: 'Alexa.Gesture.SwipeDown', friendlyName: 'Swipe down', names: 'event' },
  { assetId: 'Alexa.Gesture.SwipeLeft', friendlyName: 'Swipe left', names: 'event' },
  { assetId: 'Alexa.Gesture.SwipeRight', friendlyName: 'Swipe right', names: 'event' },
  { assetId: 'Alexa.Gesture.SwipeUp', friendlyName: 'Swipe up', names: 'event' },
  { assetId: 'Alexa.Gesture.Tap', friendlyName: 'Tap', names: 'event' },
];
