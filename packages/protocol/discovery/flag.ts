/** Whether a flag of discovery is set; older senders write it as text or as 1. Source: fact sheet 3.5. */
export function isTrueFlag(flag: unknown): boolean {
  return flag === true || flag === 1 || (typeof flag === 'string' && flag.toLowerCase() === 'true');
}
