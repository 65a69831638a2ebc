/** A name that Alexa knows in every language, by the id of its asset. Source: fact sheet 3.5, friendlyNames. */
export interface AssetLabel {
  readonly '@type': 'asset';
  readonly value: { readonly assetId: string };
}

/** A name in one language. Source: fact sheet 3.5, friendlyNames. */
export interface TextLabel {
  readonly '@type': 'text';
  readonly value: { readonly text: string; readonly locale: string };
}

/** How Alexa calls an instance, a mode, a preset or an event: by one or several names. */
export interface CapabilityResources {
  readonly friendlyNames: readonly [AssetLabel | TextLabel, ...(AssetLabel | TextLabel)[]];
}

/** A name of the global catalogue: `assetLabel('Alexa.Button.MainButton')`. */
export function assetLabel(assetId: string): AssetLabel {
  return { '@type': 'asset', value: { assetId } };
}

/** A name of one's own in one language: `textLabel('Lid', 'en-US')`. */
export function textLabel(text: string, locale: string): TextLabel {
  return { '@type': 'text', value: { text, locale } };
}
