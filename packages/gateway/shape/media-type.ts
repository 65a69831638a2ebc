/** Whether a Content-Type names this media type, whatever its case and parameters. */
export function isMediaType(contentType: string | undefined, mediaType: string): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === mediaType;
}
