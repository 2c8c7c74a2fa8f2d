/** The figures from the server. */
import type { Range, Report } from "../model/reports.ts";
import { call } from "./api.ts";

const ROOT = "/desk/v1/reports";

export const loadReport = ({ first, last }: Range) => call<Report>("GET", `${ROOT}?first=${first}&last=${last}`);

export const sheetOf = (figure: string, { first, last }: Range): string => `${ROOT}.csv?figure=${figure}&first=${first}&last=${last}`;
