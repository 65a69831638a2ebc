/**
 * The names of inputs that are in use. Amazon's own sample writes HDMI1 without the space, so that an input is not
 * held to this list. Source: fact sheet 3.4, input names.
 */
export const inputNames: readonly string[] = [
  ...numbered('AUX', 7),
  'BLURAY',
  'CABLE',
  'CD',
  ...numbered('COAX', 2),
  'COMPOSITE 1',
  'DVD',
  'GAME',
  'HD RADIO',
  ...numbered('HDMI', 10),
  'HDMI ARC',
  ...numbered('INPUT', 10),
  'IPOD',
  ...numbered('LINE', 7),
  'MEDIA PLAYER',
  ...numbered('OPTICAL', 2),
  'PHONO',
  'PLAYSTATION',
  'PLAYSTATION 3',
  'PLAYSTATION 4',
  'SATELLITE',
  'SMARTCAST',
  'TUNER',
  'TV',
  'USB DAC',
  ...numbered('VIDEO', 3),
  'XBOX',
];

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}
