/** Mails of the workspace, and what became of them. */
export type MailState = "queued" | "sending" | "sent" | "dead" | "suppressed";

export interface MailSettings {
  fallback: string | null;
  sender_name: string | null;
  reply_to: string | null;
  digest: boolean;
  version: number;
}

export interface LoggedMail {
  id: string;
  kind: "team" | "answer" | "test" | "digest" | "transcript" | "billing" | "door";
  conversation_id: string | null;
  recipient: string;
  subject: string;
  state: MailState;
  attempts: number;
  error: string | null;
  due_at: number;
  created_at: number;
  sent_at: number | null;
}

/** `configured`: there is a server that carries them. `team`: owner and admins. */
export interface Mails {
  mails: LoggedMail[];
  counts: Partial<Record<MailState, number>>;
  team: string[];
  configured: boolean;
  from: string;
  settings: MailSettings;
}

const WORDS: Record<MailState, string> = { queued: "Queued", sending: "Sending", sent: "Sent", dead: "Failed", suppressed: "Not sent" };

/** What became of a mail, in a word. */
export function fate(mail: LoggedMail, configured: boolean): string {
  if (mail.state === "queued" && !configured) return "Kept";
  return mail.state === "queued" && mail.attempts > 0 ? "Trying again" : WORDS[mail.state];
}
