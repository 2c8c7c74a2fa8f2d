/** The HTTP calls of the operator edge. Every refusal is an `ApiError` with the code of the protocol. */
import type { Capture, Looked, Site, wanted } from "../model/sites.ts";
import type { ApiKey } from "../model/apikeys.ts";
import type { Invitation, Role, Team } from "../model/team.ts";
import type { Billing, Every } from "../model/billing.ts";
import type { Device, Devices, DeviceSettings, Subscribed } from "../model/devices.ts";
import type { MailSettings, Mails } from "../model/mail.ts";
import type { Country, Hours, HoursDraft, Simulated, Waits } from "../model/hours.ts";
import type { AssistantOptions, AssistantStanding, AssistantVersion, Calling, ComparedVersion, Golden, GoldenBoard, GoldenRun, Receipt, Rewriting, ShortStory, Suggestion, Spending, Tried, Pretended } from "../model/assistant.ts";
import type { Brought } from "../model/portable.ts";
import type { Gap, GapStatus, Meaning, OpenedGap, Origin, ReadPage, Source, SourceVersion } from "../model/knowledge.ts";
import type { Ack, Changed, Changes, ClientFrame, ConversationPage, LogEntry, Me, Nack, Person, Refusal, ServerFrame, View } from "../model/wire.ts";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | null;

  constructor(status: number, code: string, message: string, retryAfter: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** What went wrong, in a sentence that can be shown. */
export const why = (error: unknown, otherwise = "That did not work. Try again."): string => (error instanceof ApiError ? error.message : otherwise);

const OFFLINE = "The server cannot be reached. Check the connection and try again.";

async function refusal(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; title?: string };
  const after = Number(answer.headers.get("retry-after"));
  const text = body.detail || body.title || `The server answered ${answer.status}.`;
  return new ApiError(answer.status, body.code ?? "internal", text, after > 0 ? after : null);
}

/** `parting`: it outlives the page. */
export async function call<T>(method: string, path: string, body?: unknown, parting = false): Promise<T> {
  const init: RequestInit = { method, keepalive: parting, credentials: "same-origin", headers: { accept: "application/json" } };
  if (body !== undefined) {
    const file = body instanceof Blob;
    init.body = file ? body : JSON.stringify(body);
    init.headers = { ...init.headers, "content-type": file ? "application/octet-stream" : "application/json" };
  }
  const answer = await fetch(path, init).catch(() => {
    throw new ApiError(0, "offline", OFFLINE);
  });
  if (!answer.ok) {
    const refused = await refusal(answer);
    if (refused.code === "limit") dispatchEvent(new Event("deskbell:limit"));
    throw refused;
  }
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** What can be done at the door. `mail`: links are sent; else the server's operator prints them. */
export interface DoorStanding {
  sign_up: "first" | "open" | "closed";
  mail: boolean;
}

/** `browser`: what it said of itself. `here`: this one. */
export interface SignInPlace {
  id: string;
  browser: string;
  at: number;
  here: boolean;
}

const part = encodeURIComponent;
const PAGE = 200;

export const api = {
  signIn: (email: string, password: string, code = "") => call<{ operator: Person; workspace: Person }>("POST", "/desk/v1/sign-in", { email, password, code }),
  signIns: () => call<{ sign_ins: SignInPlace[] }>("GET", "/desk/v1/sign-ins"),
  endSignIn: (id: string) => call<void>("DELETE", `/desk/v1/sign-ins/${part(id)}`),
  secondFactor: () => call<{ on: boolean; codes: number }>("GET", "/desk/v1/second-factor"),
  offerSecondFactor: (password: string) => call<{ secret: string; picture: string }>("POST", "/desk/v1/second-factor", { password }),
  confirmSecondFactor: (code: string) => call<{ codes: string[] }>("POST", "/desk/v1/second-factor/confirm", { code }),
  endSecondFactor: (password: string) => call<void>("POST", "/desk/v1/second-factor/end", { password }),
  door: () => call<DoorStanding>("GET", "/desk/v1/door"),
  signUp: (asked: { email: string; business: string; name?: string; password?: string }) => call<unknown>("POST", "/desk/v1/sign-up", asked),
  signUpLink: (token: string) => call<{ email: string; business: string }>("POST", "/desk/v1/sign-up/link", { token }),
  finishSignUp: (token: string, name: string, password: string, code: string) => call<unknown>("POST", "/desk/v1/sign-up/finish", { token, name, password, code }),
  askIn: (email: string) => call<{ mail: boolean }>("POST", "/desk/v1/sign-in/ask", { email }),
  inLink: (token: string) => call<{ email: string }>("POST", "/desk/v1/sign-in/link", { token }),
  enter: (token: string, code: string) => call<unknown>("POST", "/desk/v1/sign-in/finish", { token, code }),
  forgot: (email: string) => call<{ mail: boolean }>("POST", "/desk/v1/reset", { email }),
  resetLink: (token: string) => call<{ email: string }>("POST", "/desk/v1/reset/link", { token }),
  finishReset: (token: string, password: string) => call<void>("POST", "/desk/v1/reset/finish", { token, password }),
  signOut: () => call<void>("POST", "/desk/v1/sign-out"),
  me: () => call<Me>("GET", "/desk/v1/me"),
  ticket: () => call<{ ticket: string }>("POST", "/desk/v1/tickets"),
  /** `narrowed`: a query, or "". */
  conversations: (view: View, before: string | null, narrowed = "") =>
    call<ConversationPage>("GET", `/desk/v1/conversations?view=${view}&limit=50${before ? `&before=${part(before)}` : ""}${narrowed && `&${narrowed}`}`),
  conversation: (id: string) => call<Extract<ServerFrame, { t: "snap" }>>("GET", `/desk/v1/conversations/${part(id)}`),
  earlier: (id: string, before: number) =>
    call<{ events: LogEntry[]; more: boolean }>("GET", `/desk/v1/conversations/${part(id)}/events?before=${before}&limit=100`),
  removeMessage: (id: string, seq: number, parting = false) => call<void>("DELETE", `/desk/v1/conversations/${part(id)}/messages/${seq}`, undefined, parting),
  sites: () => call<{ sites: Site[] }>("GET", "/desk/v1/sites"),
  addSite: (site: ReturnType<typeof wanted>) => call<Site>("POST", "/desk/v1/sites", site),
  saveSite: (id: string, site: ReturnType<typeof wanted>) => call<Site>("PUT", `/desk/v1/sites/${part(id)}`, site),
  /** Where the widget's script is, as it would be with this look. */
  previewOf: (id: string, lang: string, look: string) => `/desk/v1/sites/${part(id)}/preview.js?${new URLSearchParams({ lang, look })}`,
  lookAt: (id: string, address: string) => call<Looked>("POST", `/desk/v1/sites/${part(id)}/look`, { address }),
  removeSite: (id: string) => call<void>("DELETE", `/desk/v1/sites/${part(id)}`),
  newKey: (id: string, keep_days: number) => call<Site>("POST", `/desk/v1/sites/${part(id)}/key`, { keep_days }),
  endOldKey: (id: string) => call<Site>("DELETE", `/desk/v1/sites/${part(id)}/old-key`),
  switchSite: (id: string, off: boolean) => call<Site>("PUT", `/desk/v1/sites/${part(id)}/switch`, { off }),
  identity: (id: string) => call<{ secret: string }>("GET", `/desk/v1/sites/${part(id)}/identity`),
  renewIdentity: (id: string) => call<{ secret: string }>("POST", `/desk/v1/sites/${part(id)}/identity`),
  capture: () => call<Capture>("GET", "/desk/v1/capture"),
  saveCapture: (wanted: Capture) => call<Capture>("PUT", "/desk/v1/capture", wanted),
  team: () => call<Team>("GET", "/desk/v1/team"),
  invite: (email: string, role: Role) => call<Invitation & { link: string }>("POST", "/desk/v1/team/invitations", { email, role }),
  revokeInvitation: (id: string) => call<void>("DELETE", `/desk/v1/team/invitations/${part(id)}`),
  setRole: (id: string, role: Role) => call<void>("PUT", `/desk/v1/team/members/${part(id)}`, { role }),
  removeMember: (id: string) => call<{ freed: number }>("DELETE", `/desk/v1/team/members/${part(id)}`),
  invitation: (token: string) => call<Invitation & { workspace: string }>("POST", "/desk/v1/invitation", { token }),
  join: (token: string, name: string, password: string, code: string) => call<{ operator: Person }>("POST", "/desk/v1/join", { token, name, password, code }),
  changePassword: (current: string, next: string) => call<void>("PUT", "/desk/v1/password", { current, new: next }),
  signOutElsewhere: () => call<{ ended: number }>("POST", "/desk/v1/sign-out-elsewhere"),
  assistant: () => call<AssistantStanding>("GET", "/desk/v1/assistant"),
  saveDraft: (change: { name?: string; prompt?: string; options?: AssistantOptions; edit: number }) => call<AssistantStanding>("PUT", "/desk/v1/assistant/draft", change),
  discardDraft: () => call<void>("DELETE", "/desk/v1/assistant/draft"),
  publishDraft: (seen: { edit: number; version: number; anyway?: boolean }) => call<AssistantStanding>("POST", "/desk/v1/assistant/publish", seen),
  assistantVersions: async () => (await call<{ versions: AssistantVersion[] }>("GET", "/desk/v1/assistant/versions")).versions,
  assistantChanges: (of: number) => call<ComparedVersion>("GET", `/desk/v1/assistant/changes?of=${of}`),
  restoreAssistant: (number: number, version: number) => call<AssistantStanding>("POST", "/desk/v1/assistant/restore", { number, version }),
  callsPerson: (text: string, words: string[], lang: string) => call<Calling>("POST", "/desk/v1/assistant/calls", { text, words, lang }),
  spending: () => call<Spending>("GET", "/desk/v1/assistant/spending"),
  receipt: (turn: string) => call<Receipt>("GET", `/desk/v1/assistant/receipts/${part(turn)}`),
  hours: () => call<Hours>("GET", "/desk/v1/hours"),
  saveHours: (draft: HoursDraft & { version: number }) => call<Hours>("PUT", "/desk/v1/hours", draft),
  closeEarly: (on: boolean) => call<Hours>("PUT", "/desk/v1/hours/early", { on }),
  lastChange: async (of: Changes, subject: string) => (await call<{ last: Changed | null }>("GET", `/desk/v1/changes?of=${of}${subject && `&subject=${encodeURIComponent(subject)}`}`)).last,
  waits: () => call<Waits>("GET", "/desk/v1/hours/waits"),
  saveWaits: (waits: Waits) => call<Waits>("PUT", "/desk/v1/hours/waits", waits),
  countries: () => call<{ countries: Country[] }>("GET", "/desk/v1/hours/countries"),
  holidays: (country: string, region: string | null) =>
    call<{ holidays: { date: string; name: string }[] }>("GET", `/desk/v1/hours/holidays?country=${part(country)}${region ? `&region=${part(region)}` : ""}`),
  simulate: (question: { at?: number; zone?: string; somebody?: boolean; hours?: HoursDraft & { version: number } }) =>
    call<Simulated>("POST", "/desk/v1/hours/simulate", question),
  billing: () => call<Billing>("GET", "/desk/v1/billing"),
  refreshBilling: () => call<Billing>("POST", "/desk/v1/billing/refresh"),
  checkout: (plan: string, every: Every) => call<{ url: string }>("POST", "/desk/v1/billing/checkout", { plan, every }),
  portal: () => call<{ url: string }>("POST", "/desk/v1/billing/portal"),
  changePlan: (plan: string, every: Every) => call<Billing & { pay_at: string | null }>("PUT", "/desk/v1/billing/plan", { plan, every }),
  cancelPlan: (cancel: boolean) => call<Billing>("PUT", "/desk/v1/billing/cancel", { cancel }),
  keys: () => call<{ keys: ApiKey[] }>("GET", "/desk/v1/keys"),
  makeKey: (name: string, rights: string[]) => call<ApiKey & { secret: string }>("POST", "/desk/v1/keys", { name, rights }),
  revokeKey: (id: string) => call<void>("DELETE", `/desk/v1/keys/${part(id)}`),
  mails: () => call<Mails>("GET", "/desk/v1/mails"),
  saveMail: (settings: MailSettings) => call<MailSettings>("PUT", "/desk/v1/mails/settings", settings),
  devices: () => call<Devices>("GET", "/desk/v1/devices"),
  turnOn: (given: Subscribed) => call<Device>("POST", "/desk/v1/devices", given),
  changeDevice: (id: string, wanted: DeviceSettings) => call<Device>("PUT", `/desk/v1/devices/${part(id)}`, wanted),
  turnOff: (id: string) => call<void>("DELETE", `/desk/v1/devices/${part(id)}`),
  testDevice: (id: string) => call<Record<string, never>>("POST", `/desk/v1/devices/${part(id)}/test`),
  testMail: () => call<{ to: string }>("POST", "/desk/v1/mails/test"),
  mailAgain: (id: string) => call<void>("POST", `/desk/v1/mails/${part(id)}/again`),
  sources: async () => {
    const all: Source[] = [];
    for (let after = ""; ; ) {
      const { sources } = await call<{ sources: Source[] }>("GET", `/desk/v1/sources?limit=${PAGE}&after=${part(after)}`);
      all.push(...sources);
      after = sources.length === PAGE ? (sources[PAGE - 1]?.id ?? "") : "";
      if (!after) return all;
    }
  },
  /** Whether there is anything at all. */
  someSource: async () => (await call<{ sources: Source[] }>("GET", "/desk/v1/sources?limit=1")).sources.length > 0,
  meaning: async () => (await call<{ meaning: Meaning | null }>("GET", "/desk/v1/sources?limit=1")).meaning,
  origins: async () => (await call<{ origins: Origin[] }>("GET", "/desk/v1/origins")).origins,
  addOrigin: (origin: Pick<Origin, "kind" | "address">) => call<Origin>("POST", "/desk/v1/origins", origin),
  originPages: async (id: string) => (await call<{ pages: ReadPage[] }>("GET", `/desk/v1/origins/${part(id)}/pages`)).pages,
  choosePages: (id: string, choice: Pick<Origin, "include" | "exclude">) => call<Origin>("PUT", `/desk/v1/origins/${part(id)}`, choice),
  sourceVersions: async (id: string) => (await call<{ versions: SourceVersion[] }>("GET", `/desk/v1/sources/${part(id)}/versions`)).versions,
  bringKnowledge: (file: File) => call<Brought>("POST", "/desk/v1/knowledge", file),
  refreshOrigin: (id: string) => call<Origin>("POST", `/desk/v1/origins/${part(id)}/refresh`),
  removeOrigin: (id: string) => call<void>("DELETE", `/desk/v1/origins/${part(id)}`),
  uploadFile: (file: File) => call<Origin>("POST", `/desk/v1/files?name=${part(file.name)}`, file),
  addSource: (source: Partial<Source>) => call<Source>("POST", "/desk/v1/sources", source),
  saveSource: (id: string, source: Partial<Source>) => call<Source>("PUT", `/desk/v1/sources/${part(id)}`, source),
  shortStory: (id: string, write: boolean) => call<ShortStory>(write ? "POST" : "GET", `/desk/v1/conversations/${part(id)}/summary?to=${part(navigator.language.slice(0, 12))}`),
  suggest: (id: string) => call<Suggestion>("POST", `/desk/v1/conversations/${part(id)}/suggestion`),
  rewrite: (id: string, text: string, how: Rewriting) => call<{ text: string }>("POST", `/desk/v1/conversations/${part(id)}/rewrite`, { text, how }),
  translate: (id: string, text: string, to?: string) => call<{ text: string }>("POST", `/desk/v1/conversations/${part(id)}/translation`, to ? { text, to } : { text }),
  golden: () => call<GoldenBoard>("GET", "/desk/v1/golden"),
  addGolden: (one: Pick<Golden, "question" | "expect" | "facts">) => call<Golden>("POST", "/desk/v1/golden", one),
  saveGolden: (id: string, one: Pick<Golden, "question" | "expect" | "facts">) => call<Golden>("PUT", `/desk/v1/golden/${part(id)}`, one),
  removeGolden: (id: string) => call<void>("DELETE", `/desk/v1/golden/${part(id)}`),
  runGolden: (draft: boolean) => call<GoldenRun>("POST", "/desk/v1/golden/runs", { draft }),
  cancelGolden: () => call<{ cancelled: boolean }>("DELETE", "/desk/v1/golden/runs"),
  tryOut: (question: string, as: Pretended, before: readonly { by: "contact" | "assistant"; text: string }[]) => call<Tried>("POST", "/desk/v1/console", { question, ...as, before }),
  gaps: (status: GapStatus) => call<{ gaps: Gap[]; behind: boolean }>("GET", `/desk/v1/gaps?status=${status}`),
  gap: (id: string) => call<OpenedGap>("GET", `/desk/v1/gaps/${part(id)}`),
  decideGap: (id: string, status: "open" | "ignored" | "human_only") => call<Gap>("PUT", `/desk/v1/gaps/${part(id)}`, { status }),
  answerGap: (id: string, question: string, body: string) => call<{ source: string }>("POST", `/desk/v1/gaps/${part(id)}/answer`, { question, body }),
  removeSource: (id: string) => call<void>("DELETE", `/desk/v1/sources/${part(id)}`),
};

/** One frame by POST, where the socket is closed: the same answer as through the socket. `parting`: it outlives the page. */
export async function postFrame(frame: ClientFrame, parting = false): Promise<Ack> {
  const init: RequestInit = {
    method: "POST",
    keepalive: parting,
    credentials: "same-origin",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(frame),
  };
  const answer = await fetch("/desk/v1/frames", init).catch(() => {
    throw new ApiError(0, "offline", OFFLINE);
  });
  const body = (await answer.json().catch(() => null)) as Ack | Nack | null;
  if (body?.t === "ack") return body;
  if (body?.t === "nack") throw new Refused(body.d);
  throw new ApiError(answer.status, answer.status === 401 ? "unauthorised" : "internal", `The server answered ${answer.status}.`);
}

/** The server understood the frame and said no. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal) {
    super(refused.message);
    this.refusal = refused;
  }
}

/** No answer came: the frame may or may not have been carried out. */
export class Unanswered extends Error {}
