/** On or off. Source: fact sheet 3.1, PowerController and ToggleController. */
export const powerStateSchema = { enum: ['ON', 'OFF'] } as const;
