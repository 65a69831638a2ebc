/** Ways to cook. Source: fact sheet 3.4, Cooking modes. */
export const cookingModes: readonly string[] =
  'AIR_FRY BAKE BLANCH BREW BOIL BROIL BROWN CAN CONVECTION_BAKE CONVECTION_BROIL CONVECTION_ROAST CONVECTION_STEAM CURE CUSTOM DEFROST DEHYDRATE FERMENT FRY GRILL INCUBATE MELT OFF PRESET PRESSURE PROOF REHEAT ROAST SAUTE SEAR SIMMER SLOW_COOK SMOKE SOFTEN SOUS_VIDE STEAM STERILIZE STEW STIR_FRY TIMECOOK TOAST WARM'.split(
    ' ',
  );

/** Kinds of food. Source: fact sheet 3.4, food categories. */
export const foodCategories: readonly string[] =
  'BEEF BEVERAGE CHICKEN FISH MEAT PIZZA POPCORN PORK POTATO SHRIMP SOUP STEAK TURKEY VEGETABLE WATER'.split(' ');

/** What was done to food before. Source: fact sheet 3.4, food states. */
export const foodStates: readonly string[] =
  'BRINED CANNED CHILLED COLD_SMOKED DEFROSTED DRIED EMULSIFIED FREEZE_DRIED FRESH FROZEN MELTED REFRIGERATED ROOM_TEMPERATURE SMOKED WHIPPED'.split(
    ' ',
  );

/** How done food is to be. Source: fact sheet 3.4, doneness. */
export const foodDonenesses: readonly string[] =
  'AL_DENTE CREAMY CRISPY DRY FIRM FLAKY HARD JUICY MEDIUM MEDIUM_RARE MEDIUM_WELL MOIST OPAQUE OVERCOOKED RARE RUNNY SMOOTH SOFT SPRINGY SUCCULENT TENDER UNDERCOOKED VELVETY WELL_DONE'.split(
    ' ',
  );

/** Units of length. Source: fact sheet 3.4, length units. */
export const lengthUnits: readonly string[] = 'METER KILOMETER CENTIMETER MILLIMETER INCH SPAN FOOT YARD MILE'.split(
  ' ',
);

/** Units of volume. Source: fact sheet 3.4, volume units. */
export const volumeUnits: readonly string[] =
  'LITER MILLILITER METRIC_CUP METRIC_TEASPOON UK_TABLESPOON AU_TABLESPOON CUBIC_CENTIMETER CUBIC_METER UK_GALLON UK_QUART UK_PINT UK_CUP UK_GILL UK_FLUID_OUNCE UK_FLUID_DRAM CUBIC_INCH CUBIC_FOOT CUBIC_YARD US_FLUID_GALLON US_FLUID_QUART US_FLUID_PINT US_FLUID_CUP US_FLUID_OUNCE US_GILL US_TABLESPOON US_TEASPOON US_DRAM US_DRY_GALLON US_DRY_QUART US_DRY_PINT'.split(
    ' ',
  );

/** Units of weight. Source: fact sheet 3.4, weight units. */
export const weightUnits: readonly string[] = 'KILOGRAM GRAM MILLIGRAM MICROGRAM METRIC_POUND POUND OUNCE DRAM'.split(
  ' ',
);
