/** The HTTP calls about webhooks. */
import type { Delivery, Webhook } from "../model/webhooks.ts";
import { call } from "./api.ts";

const ROOT = "/desk/v1/webhooks";
const of = (id: string): string => `${ROOT}/${encodeURIComponent(id)}`;

export const webhooksApi = {
  all: () => call<{ webhooks: Webhook[] }>("GET", ROOT),
  make: (address: string, events: string[]) => call<Webhook & { secret: string }>("POST", ROOT, { address, events }),
  change: (id: string, address: string, events: string[], on: boolean) => call<Webhook>("PUT", of(id), { address, events, on }),
  remove: (id: string) => call<void>("DELETE", of(id)),
  renew: (id: string) => call<{ secret: string }>("POST", `${of(id)}/secret`),
  test: (id: string) => call<unknown>("POST", `${of(id)}/test`),
  log: (id: string) => call<{ deliveries: Delivery[] }>("GET", `${of(id)}/deliveries`),
  again: (id: string, delivery: string) => call<unknown>("POST", `${of(id)}/deliveries/${encodeURIComponent(delivery)}/again`),
};
