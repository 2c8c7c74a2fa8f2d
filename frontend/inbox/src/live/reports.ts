/** The figures from the server. */
import type { Range, Report, Span } from "../model/reports.ts";
import { call } from "./api.ts";

const ROOT = "/desk/v1/reports";

export const loadReport = (range: Range) => call<Report>("GET", `${ROOT}?${"days" in range ? `days=${range.days}` : `first=${range.first}&last=${range.last}`}`);

export const sheetOf = (figure: string, { first, last }: Span): string => `${ROOT}.csv?figure=${figure}&first=${first}&last=${last}`;
