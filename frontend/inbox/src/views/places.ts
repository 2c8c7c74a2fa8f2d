/** Where each conversation was left, and whether its end is on the page. */

/** `first`: the key of the first row that was drawn. */
export const places = new Map<string, { top: number; pinned: boolean; first: string | undefined }>();

export function endIsShown(c: string): boolean {
  return places.get(c)?.pinned ?? true;
}
