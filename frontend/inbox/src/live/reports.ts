/** The figures from the server. */
import type { Cited, Range, Report, Span } from "../model/reports.ts";
import { call } from "./api.ts";

const ROOT = "/desk/v1/reports";

export const loadReport = (range: Range) => call<Report>("GET", `${ROOT}?${"days" in range ? `days=${range.days}` : `first=${range.first}&last=${range.last}`}`);

/** How many answers of the last 30 days rest on each entry of the knowledge. */
export const loadUsed = async () => (await call<{ used: Record<string, number> }>("GET", `${ROOT}/sources`)).used;

/** The newest answers that rest on this one. */
export const loadCiting = async (source: string) => (await call<{ answers: Cited[] }>("GET", `${ROOT}/sources/${encodeURIComponent(source)}`)).answers;

export const sheetOf = (figure: string, { first, last }: Span): string => `${ROOT}.csv?figure=${figure}&first=${first}&last=${last}`;
