/**
 * What nothing secret goes without in the JSON of a value, each cheap to look for: the signs of a shape
 * (`redact-text.ts`); whatever was escaped; a placeholder in the name of a member; a telling member
 * (`redact-secrets.ts`) whose value is not the placeholder.
 */
const SIGNS: readonly RegExp[] = [
  /[=\\]/,
  /atz[ar]|gatehouse-code|(?:bearer|basic)\s|eyj/i,
  /\[secret\][^"]*":/,
  /":(?<=(?:token|code|verifier|secret|password|assertion|authorization|key|pin)[_-]*":)(?!"\[secret\]")/i,
];

/**
 * Whether the JSON of a value has no secret in it that `redactSecrets()` would replace, apart from those that it is
 * told of. False does not mean that there is one.
 */
export function isClean(json: string): boolean {
  return !SIGNS.some(sign => sign.test(json));
}
