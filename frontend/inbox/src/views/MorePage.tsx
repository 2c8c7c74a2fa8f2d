/** Me and this device. */
import { signOut } from "../live/flow.ts";
import { ring, unlockSound } from "../live/attention.ts";
import { patch, setPrefs, useScreen, type Prefs, type Rings, type Theme, type Tone } from "../live/screen.ts";
import { PasswordForm } from "./Password.tsx";
import { SecondFactor, SignIns } from "./Safety.tsx";
import { PresenceChoice } from "./PresenceChoice.tsx";
import { Segments } from "./Segments.tsx";
import { SettingsList } from "./Settings.tsx";

const THEMES: Readonly<Record<Theme, string>> = { auto: "As the device", light: "Light", dark: "Dark" };

const TONES: Readonly<Record<Tone, string>> = { bell: "Bell", chime: "Chime", wood: "Wood", glass: "Glass" };
const RINGS: Readonly<Record<Rings, string>> = { all: "Everything", requests: "New requests", mine: "My own alone" };

export function MorePage() {
  const [me, prefs] = useScreen((s) => [s.desk.me, s.prefs] as const);
  const test = (): void => {
    unlockSound();
    setTimeout(() => ring(), 120);
  };
  /** As it sounds now. */
  const heard = (change: Partial<Prefs>): void => {
    setPrefs(change);
    test();
  };
  return (
    <main class="page page-narrow">
      <header class="page-head">
        <h2>{me?.operator.name}</h2>
        <p>
          {me?.operator.email} · {me?.operator.role} at {me?.workspace.name}
        </p>
      </header>
      <SettingsList />
      <section class="setting">
        <h3>Requests</h3>
        <p>While you are away or off shift, new requests ring for the others.</p>
        <PresenceChoice />
      </section>
      <section class="setting">
        <h3>Theme</h3>
        <p>Kept on this device.</p>
        <Segments name="theme" label="Theme" quiet of={THEMES} value={prefs.theme} pick={(theme) => setPrefs({ theme })} />
      </section>
      <section class="setting">
        <h3>Sound</h3>
        <p>It rings when somebody begins to wait, and again every 30 seconds up to four times.</p>
        <div class="setting-row">
          <label class="check">
            <input type="checkbox" checked={prefs.sound} onChange={(event) => setPrefs({ sound: event.currentTarget.checked })} />
            Ring on this device
          </label>
          <button class="button" type="button" onClick={test} disabled={!prefs.sound}>
            Try it
          </button>
        </div>
        {prefs.sound && (
          <div class="sounds">
            <Segments name="tone" label="Tone" of={TONES} value={prefs.tone} pick={(tone) => heard({ tone })} />
            <Segments name="rings" label="What rings" of={RINGS} value={prefs.rings} pick={(rings) => setPrefs({ rings })} />
            <label class="field">
              <span>Volume</span>
              <input type="range" min={10} max={100} step={10} value={prefs.volume} onChange={(event) => heard({ volume: Number(event.currentTarget.value) })} />
            </label>
          </div>
        )}
      </section>
      <section class="setting setting-keys">
        <h3>Keys</h3>
        <p>Single letters act on the open conversation. They never fire while you write. Where Enter does not send, Ctrl Enter does.</p>
        <div class="setting-row">
          <label class="check">
            <input type="checkbox" checked={prefs.keys} onChange={(event) => setPrefs({ keys: event.currentTarget.checked })} />
            Single keys
          </label>
          <label class="check">
            <input type="checkbox" checked={prefs.enter} onChange={(event) => setPrefs({ enter: event.currentTarget.checked })} />
            Enter sends
          </label>
          <button class="button" type="button" onClick={() => patch({ over: { is: "keys" } })}>
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
