/** Me and this device. */
import { signOut } from "../live/flow.ts";
import { ring, unlockSound } from "../live/attention.ts";
import { patch, setPrefs, useScreen, type Theme } from "../live/screen.ts";
import { PasswordForm, SignOutElsewhere } from "./Password.tsx";
import { SecondFactor, SignIns } from "./Safety.tsx";
import { PresenceChoice } from "./PresenceChoice.tsx";

const THEMES: readonly (readonly [Theme, string])[] = [["auto", "As the device"], ["light", "Light"], ["dark", "Dark"]];

function ThemeChoice() {
  const theme = useScreen((s) => s.prefs.theme);
  return (
    <div class="segments" role="radiogroup" aria-label="Theme">
      {THEMES.map(([one, name]) => (
        <label key={one} class="segment">
          <input type="radio" name="theme" value={one} checked={theme === one} onChange={() => setPrefs({ theme: one })} />
          <span>{name}</span>
        </label>
      ))}
    </div>
  );
}

export function MorePage() {
  const [me, prefs] = useScreen((s) => [s.desk.me, s.prefs] as const);
  const test = (): void => {
    unlockSound();
    setTimeout(() => ring(), 120);
  };
  return (
    <main class="page page-narrow">
      <header class="page-head">
        <h2>{me?.operator.name}</h2>
        <p>
          {me?.operator.email} · {me?.operator.role} at {me?.workspace.name}
        </p>
      </header>
      <section class="setting">
        <h3>Requests</h3>
        <p>While you are away or off shift, new requests ring for the others.</p>
        <PresenceChoice />
      </section>
      {me?.operator.role === "owner" && (
        <section class="setting">
          <h3>Going live</h3>
          <p>What there is to do from a new desk to the first visitor, and what is done.</p>
          <a class="button" href="/settings/start">
            Going live
          </a>
        </section>
      )}
      <section class="setting">
        <h3>Notifications</h3>
        <p>Devices that ring when somebody waits and you do not look, quiet hours, a test.</p>
        <a class="button" href="/settings/notifications">
          Notifications
        </a>
      </section>
      <section class="setting">
        <h3>Opening hours</h3>
        <p>When visitors can ask for a person, holidays, and what they are told otherwise. For the whole team.</p>
        <a class="button" href="/settings/hours">
          Opening hours
        </a>
      </section>
      <section class="setting">
        <h3>Web sites</h3>
        <p>The tag for your pages, and what visitors see there.</p>
        <a class="button" href="/settings/sites">
          Web sites
        </a>
      </section>
      <section class="setting">
        <h3>Team</h3>
        <p>Who answers, who is invited, who may do what.</p>
        <a class="button" href="/settings/team">
          Team
        </a>
      </section>
      <section class="setting only-phone-block">
        <h3>Analytics</h3>
        <p>What visitors asked for, what the assistant solved, how soon people came.</p>
        <a class="button" href="/analytics">
          Analytics
        </a>
      </section>
      <section class="setting">
        <h3>Saved replies</h3>
        <p>What the team writes again and again, at hand where you write.</p>
        <a class="button" href="/settings/replies">
          Saved replies
        </a>
      </section>
      <section class="setting">
        <h3>Mail</h3>
        <p>Who is written to when nobody came, and what became of every mail.</p>
        <a class="button" href="/settings/mail">
          Mail
        </a>
      </section>
      {me && me.operator.role !== "operator" && (
        <section class="setting">
          <h3>API keys</h3>
          <p>For programs of yours: conversations, contacts and knowledge over HTTP.</p>
          <a class="button" href="/settings/keys">
            API keys
          </a>
        </section>
      )}
      {me && me.operator.role !== "operator" && (
        <section class="setting">
          <h3>Webhooks</h3>
          <p>Other programs are told what happens here: signed, tried again, with a log.</p>
          <a class="button" href="/settings/webhooks">
            Webhooks
          </a>
        </section>
      )}
      {me && me.operator.role !== "operator" && (
        <section class="setting">
          <h3>Data and privacy</h3>
          <p>How long conversations are kept, and who changed what.</p>
          <a class="button" href="/settings/data">
            Data and privacy
          </a>
        </section>
      )}
      {me?.billing && (
        <section class="setting">
          <h3>Plan and billing</h3>
          <p>Your plan, what is used of it, invoices and card.</p>
          <a class="button" href="/settings/billing">
            Plan and billing
          </a>
        </section>
      )}
      <section class="setting">
        <h3>Theme</h3>
        <p>Kept on this device.</p>
        <ThemeChoice />
      </section>
      <section class="setting">
        <h3>Sound</h3>
        <p>The bell rings when somebody begins to wait, and again every 30 seconds up to four times.</p>
        <div class="setting-row">
          <label class="check">
            <input type="checkbox" checked={prefs.sound} onChange={(event) => setPrefs({ sound: event.currentTarget.checked })} />
            Ring on this device
          </label>
          <button class="button" type="button" onClick={test} disabled={!prefs.sound}>
            Try it
          </button>
        </div>
      </section>
      <section class="setting setting-keys">
        <h3>Keys</h3>
        <p>Single letters act on the open conversation. They never fire while you write.</p>
        <div class="setting-row">
          <label class="check">
            <input type="checkbox" checked={prefs.keys} onChange={(event) => setPrefs({ keys: event.currentTarget.checked })} />
            Single keys
          </label>
          <button class="button" type="button" onClick={() => patch({ help: true })}>
            Show all
          </button>
        </div>
      </section>
      <section class="setting">
        <h3>Password</h3>
        <p>A new one signs you out everywhere else.</p>
        <PasswordForm />
      </section>
      <section class="setting">
        <h3>Code from your telephone</h3>
        <p>Asked for beside the password, so that the password alone lets nobody in.</p>
        <SecondFactor />
      </section>
      <section class="setting">
        <h3>Where you are signed in</h3>
        <p>A lost phone, a borrowed computer: what you sign out is out at once.</p>
        <SignIns />
        <SignOutElsewhere />
      </section>
      <section class="setting">
        <h3>Sign out</h3>
        <p>Drafts and unsent messages on this device are deleted.</p>
        <button class="button" type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </section>
    </main>
  );
}
