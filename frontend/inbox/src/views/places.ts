/** Where each conversation was left, and whether its end is on the page. */

export const places = new Map<string, { top: number; pinned: boolean }>();

export function endIsShown(c: string): boolean {
  return places.get(c)?.pinned ?? true;
}
