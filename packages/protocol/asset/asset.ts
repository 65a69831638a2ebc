/**
 * One name of Alexa's global catalogue, known in every language: its id, how it reads in English, and whether it names
 * a thing (`instance`) or what happens to it (`event`).
 */
export interface Asset {
  readonly assetId: string;
  readonly friendlyName: string;
  readonly names: 'instance' | 'event';
}
