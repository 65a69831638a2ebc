/**
 * The locales that a name may be given for. Those of Alexa's event schemas, seventeen in all. Source: proactive events
 * reference, localizedAttributes; fact sheet 3.5, friendlyNames.
 */
export const locales: readonly string[] = [
  'ar-SA',
  'de-DE',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IN',
  'en-US',
  'es-ES',
  'es-MX',
  'es-US',
  'fr-CA',
  'fr-FR',
  'hi-IN',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pt-BR',
];
