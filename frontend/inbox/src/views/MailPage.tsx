/** Mails: whom the team's go to, how those to visitors look, and what became of every one. */
import { useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { fate as fateOf, type LoggedMail, type Mails } from "../model/mail.ts";
import { api } from "../live/api.ts";
import { useManages } from "../live/screen.ts";
import { LastChange } from "./LastChange.tsx";
import { useReloaded } from "./record.ts";

const useMails = () => useReloaded(api.mails);

type Desk = ReturnType<typeof useMails>;

function SettingsForm({ known, desk }: { known: Mails; desk: Desk }) {
  const { settings } = known;
  const may = useManages();
  const [fallback, setFallback] = useState(settings.fallback ?? "");
  const [sender, setSender] = useState(settings.sender_name ?? "");
  const [reply, setReply] = useState(settings.reply_to ?? "");
  const [digest, setDigest] = useState(settings.digest);
  const changed = digest !== settings.digest || fallback !== (settings.fallback ?? "") || sender !== (settings.sender_name ?? "") || reply !== (settings.reply_to ?? "");
  const save = (event: Event): void => {
    event.preventDefault();
    void desk.act(async () => {
      await api.saveMail({ fallback, sender_name: sender, reply_to: reply, digest, version: settings.version });
      return "Saved. The next mail uses it.";
    });
  };
  return (
    <form class="editor" onSubmit={save}>
      {!may && <p class="quiet">Only owners and admins change these settings.</p>}
      <fieldset class="plain" disabled={!may}>
        <label class="field">
          <span>Mails to the team go to</span>
          <input name="fallback" type="email" value={fallback} placeholder={known.team.join(", ")} onInput={(event) => setFallback(event.currentTarget.value)} />
        </label>
        <p class="field-help">When somebody waits for a minute and a half, or nobody was there. Left empty: the owner and all admins.</p>
        <label class="field">
          <span>Sender's name in mails to visitors</span>
          <input name="sender_name" value={sender} maxLength={60} placeholder="Name of the business" onInput={(event) => setSender(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>Replies by mail go to</span>
          <input name="reply_to" type="email" value={reply} placeholder={known.from} onInput={(event) => setReply(event.currentTarget.value)} />
        </label>
        <p class="field-help">Visitors are asked to answer in the conversation; who replies by mail anyway reaches this address.</p>
        <label class="check">
          <input type="checkbox" name="digest" checked={digest} onChange={(event) => setDigest(event.currentTarget.checked)} />
          Every Monday, mail the owner what happened and which questions had no answer
        </label>
      </fieldset>
      <div class="editor-foot">
        {desk.problem ? (
          <p class="problem" role="alert">
            {desk.problem}
          </p>
        ) : (
          <p class="quiet" role="status">
            {changed ? "Not saved yet" : desk.told || <LastChange of="mail" />}
          </p>
        )}
        {may && (
          <button class="button button-ink" disabled={!changed}>
            Save
          </button>
        )}
      </div>
    </form>
  );
}

function One({ mail, known, desk }: { mail: LoggedMail; known: Mails; desk: Desk }) {
  const again = (): void => void desk.act(async () => (await api.mailAgain(mail.id), "Queued again."));
  return (
    <li class="mail-one" data-mail={mail.state}>
      <p>{mail.conversation_id ? <a href={`/inbox/c/${encodeURIComponent(mail.conversation_id)}`}>{mail.subject}</a> : mail.subject}</p>
      <span class="mail-fate" data-state={mail.state}>
        {fateOf(mail, known.configured)}
      </span>
      <p class="mail-why">
        To {mail.recipient}, {moment(mail.sent_at ?? mail.created_at)}
        {mail.error && `. ${mail.error}`}
      </p>
      {mail.state === "dead" && (
        <button class="button" type="button" onClick={again}>
          Send again
        </button>
      )}
    </li>
  );
}

export function MailPage() {
  const desk = useMails();
  const { known } = desk;
  if (!known) {
    return (
      <main class="page page-narrow" aria-busy={!desk.problem}>
        {desk.problem && (
          <p class="problem" role="alert">
            {desk.problem}
          </p>
        )}
      </main>
    );
  }
  const test = (): void => void desk.act(async () => `A test mail to ${(await api.testMail()).to} is queued.`);
  return (
    <main class="page page-narrow mail-page">
      <header class="page-head">
        <h2>Mail</h2>
        <p>To the team when nobody came, and to visitors who left when a person answers.</p>
      </header>
      {!known.configured && (
        <div class="held held-page" role="note">
          <p class="held-title">No mail server is set: mails are kept here and not sent.</p>
          <p>
            Whoever runs this server sets <b>SMTP_URL</b>; what is kept is sent then.
          </p>
        </div>
      )}
      <SettingsForm key={known.settings.version} known={known} desk={desk} />
      <section class="mails" aria-label="Delivery log">
        <div class="page-head-row">
          <h3>Delivery log</h3>
          <button class="button" type="button" onClick={test}>
            Send me a test mail
          </button>
        </div>
        {known.mails.length === 0 ? (
          <p class="quiet">Nothing was written yet.</p>
        ) : (
          <ul class="mail-list">
            {known.mails.map((mail) => (
              <One key={mail.id} mail={mail} known={known} desk={desk} />
            ))}
          </ul>
        )}
      </section>
    </main>
  );
}
