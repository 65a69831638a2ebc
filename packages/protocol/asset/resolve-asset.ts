import type { Asset } from './asset.ts';
import { buttonAssets } from './button-assets.ts';
import { gestureAssets } from './gesture-assets.ts';

/** The misprint of the document, and what it stands for. Source: fact sheet 12, row 29. */
const misprints: ReadonlyMap<string, string> = new Map([['Alexa.Gestures.DoubleTap', 'Alexa.Gesture.DoubleTap']]);

const byId: ReadonlyMap<string, Asset> = new Map([...buttonAssets, ...gestureAssets].map(row => [row.assetId, row]));

/** An asset that was looked up; `misprint` says that the id was the document's misprint of it. */
export interface ResolvedAsset {
  readonly asset: Asset;
  readonly misprint: boolean;
}

/**
 * The button or gesture of the global catalogue with this id. The id that the document misprints is taken too, and
 * told of. Undefined for any other: the catalogue has more, for settings, device names and units, than is known here.
 */
export function resolveAsset(assetId: string): ResolvedAsset | undefined {
  const asset = byId.get(misprints.get(assetId) ?? assetId);
  return asset === undefined ? undefined : { asset, misprint: misprints.has(assetId) };
}
