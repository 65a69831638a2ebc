/** Whether something is detected. Source: fact sheet 3.1, ContactSensor and MotionSensor. */
export const detectionStateSchema = { enum: ['DETECTED', 'NOT_DETECTED'] } as const;
