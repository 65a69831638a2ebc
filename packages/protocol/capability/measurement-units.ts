/** Units of length, as a food's thickness is given. Source: fact sheet 3.4. */
export const lengthUnits = [
  'METER',
  'KILOMETER',
  'CENTIMETER',
  'MILLIMETER',
  'INCH',
  'SPAN',
  'FOOT',
  'YARD',
  'MILE',
] as const;

/** Units of volume. Source: fact sheet 3.4. */
export const volumeUnits = [
  'LITER',
  'MILLILITER',
  'METRIC_CUP',
  'METRIC_TEASPOON',
  'UK_TABLESPOON',
  'AU_TABLESPOON',
  'CUBIC_CENTIMETER',
  'CUBIC_METER',
  'UK_GALLON',
  'UK_QUART',
  'UK_PINT',
  'UK_CUP',
  'UK_GILL',
  'UK_FLUID_OUNCE',
  'UK_FLUID_DRAM',
  'CUBIC_INCH',
  'CUBIC_FOOT',
  'CUBIC_YARD',
  'US_FLUID_GALLON',
  'US_FLUID_QUART',
  'US_FLUID_PINT',
  'US_FLUID_CUP',
  'US_FLUID_OUNCE',
  'US_GILL',
  'US_TABLESPOON',
  'US_TEASPOON',
  'US_DRAM',
  'US_DRY_GALLON',
  'US_DRY_QUART',
  'US_DRY_PINT',
] as const;

/** Units of weight. Source: fact sheet 3.4. */
export const weightUnits = [
  'KILOGRAM',
  'GRAM',
  'MILLIGRAM',
  'MICROGRAM',
  'METRIC_POUND',
  'POUND',
  'OUNCE',
  'DRAM',
] as const;
