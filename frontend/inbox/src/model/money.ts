/** Money for people; inside it is a whole number of millionths of a dollar. Pure. */

/** "$0.0012" for cents of an answer, "$12.40" for sums. */
export function dollars(millionths: number): string {
  const value = millionths / 1e6;
  if (value === 0) return "$0";
  if (value < 0.0001) return "under $0.0001";
  return `$${value < 0.1 ? value.toFixed(4) : value.toFixed(2)}`;
}

/** What somebody typed as dollars: millionths, 0 for nothing, null where it is no amount. */
export function fromDollars(text: string): number | null {
  const said = text.trim().replace(",", ".").replace(/^\$/, "");
  if (said === "") return 0;
  if (!/^\d{1,6}(\.\d{0,4})?$/.test(said)) return null;
  return Math.round(Number(said) * 1e6);
}

export function asTyped(millionths: number): string {
  return millionths ? String(millionths / 1e6) : "";
}
