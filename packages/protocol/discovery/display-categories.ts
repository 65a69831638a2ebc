/** The display categories of the official schema. */
const published = [
  'ACTIVITY_TRIGGER',
  'CAMERA',
  'COMPUTER',
  'CONTACT_SENSOR',
  'DOOR',
  'DOORBELL',
  'EXTERIOR_BLIND',
  'FAN',
  'GAME_CONSOLE',
  'GARAGE_DOOR',
  'INTERIOR_BLIND',
  'LAPTOP',
  'LIGHT',
  'MICROWAVE',
  'MOBILE_PHONE',
  'MOTION_SENSOR',
  'MUSIC_SYSTEM',
  'NETWORK_HARDWARE',
  'OTHER',
  'OVEN',
  'PHONE',
  'SCENE_TRIGGER',
  'SCREEN',
  'SECURITY_PANEL',
  'SMARTLOCK',
  'SMARTPLUG',
  'SPEAKER',
  'STREAMING_DEVICE',
  'SWITCH',
  'TABLET',
  'TEMPERATURE_SENSOR',
  'THERMOSTAT',
  'TV',
  'WEARABLE',
] as const;

/** Display categories that production skills use beside them. */
const used = [
  'AIR_CONDITIONER',
  'AIR_FRESHENER',
  'AIR_PURIFIER',
  'AIR_QUALITY_MONITOR',
  'ALEXA_VOICE_ENABLED',
  'AUTO_ACCESSORY',
  'BLUETOOTH_SPEAKER',
  'CHRISTMAS_TREE',
  'COFFEE_MAKER',
  'DISHWASHER',
  'DRYER',
  'HEADPHONES',
  'HUB',
  'PRINTER',
  'REMOTE',
  'ROUTER',
  'SECURITY_SYSTEM',
  'SLOW_COOKER',
  'VACUUM_CLEANER',
  'VEHICLE',
  'WASHER',
  'WATER_HEATER',
] as const;

/** What kind of thing an endpoint is. Source: fact sheet 4, displayCategories. */
export type DisplayCategory = (typeof published)[number] | (typeof used)[number];

/**
 * The display categories of the official schema, and those that production skills use beside them. Any text may be
 * looked up. Source: fact sheet 4, displayCategories.
 */
export const displayCategories: ReadonlySet<DisplayCategory> & { has(category: string): boolean } = new Set([
  ...published,
  ...used,
]);
