const masks: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b0x[0-9a-f]{4,}\b/gi, "<address>"],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/g, "<time>"],
  [/(?:\/private)?(?:\/var\/folders|\/var\/tmp|\/tmp|\/dev\/shm)\/[^\s'",:;)\]}>]*/g, "<tmp>"],
  [/[A-Z]:\\Users\\[^\\\s]+\\AppData\\Local\\Temp\\[^\s'",;)\]}>]*/gi, "<tmp>"],
];

/** The text with what changes from run to run (UUIDs, addresses, timestamps, temporary paths) replaced by a placeholder. */
export function maskVolatile(text: string): string {
  let masked = text;
  for (const [pattern, placeholder] of masks) masked = masked.replace(pattern, placeholder);
  return masked;
}
