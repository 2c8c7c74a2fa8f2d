/** Where I am signed in, and the code from my telephone beside the password. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { nameOf } from "../model/devices.ts";
import { api, type SignInPlace, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { CopyButton, CopyLine } from "./Copy.tsx";

const failed = (error: unknown): void => {
  toast(why(error), { tone: "bad" });
};

export function SignIns() {
  const [places, setPlaces] = useState<SignInPlace[] | null>(null);
  const reload = (): void => void api.signIns().then(({ sign_ins }) => setPlaces(sign_ins), failed);
  useEffect(reload, []);
  const end = (place: SignInPlace): void => void api.endSignIn(place.id).then(reload, failed);
  const endOthers = (): void =>
    void api.signOutElsewhere().then(({ ended }) => {
      toast(ended ? `Signed out in ${ended} other ${ended === 1 ? "place" : "places"}.` : "You are signed in nowhere else.");
      reload();
    }, failed);
  return (
    <>
      <ul class="sign-ins">
        {places?.map((place) => (
          <li key={place.id}>
            <span>
              {nameOf(place.browser).name}
              <span class="quiet"> since {moment(place.at)}</span>
            </span>
            {place.here ? (
              <span class="quiet">This one</span>
            ) : (
              <button class="text-button" type="button" onClick={() => end(place)} aria-label={`Sign out ${nameOf(place.browser).name}, since ${moment(place.at)}`}>
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
      <button class="button" type="button" onClick={endOthers}>
        Sign out everywhere else
      </button>
    </>
  );
}

type Step = { at: "idle" } | { at: "password"; for: "on" | "off" } | { at: "scan"; secret: string; picture: string } | { at: "codes"; codes: string[] };

function Scan({ secret, picture, done }: { secret: string; picture: string; done: (codes: string[]) => void }) {
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setProblem("");
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code"));
    void api.confirmSecondFactor(code).then(({ codes }) => done(codes), (error: unknown) => setProblem(why(error)));
  };
  return (
    <form class="password-form" onSubmit={submit}>
      <p>Take this picture with an app for such codes, or type the letters into it. Then enter the code that it shows.</p>
      <img class="factor-picture" src={`data:image/svg+xml,${encodeURIComponent(picture)}`} alt="The secret as a QR code" width={184} height={184} />
      <CopyLine text={secret} what="Secret" />
      <label class="field">
        <span>Code</span>
        <input name="code" inputMode="numeric" autocomplete="one-time-code" required maxLength={10} autofocus />
      </label>
      <p class="problem" role="alert">
        {problem}
      </p>
      <button class="button button-ink">Turn it on</button>
    </form>
  );
}

function AskPassword({ go, send }: { go: string; send: (password: string) => Promise<void> }) {
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setProblem("");
    void send(String(new FormData(event.currentTarget as HTMLFormElement).get("password"))).catch((error: unknown) => setProblem(why(error)));
  };
  return (
    <form class="password-form" onSubmit={submit}>
      <label class="field">
        <span>Your password</span>
        <input name="password" type="password" autocomplete="current-password" required autofocus />
      </label>
      <p class="problem" role="alert">
        {problem}
      </p>
      <button class="button">{go}</button>
    </form>
  );
}

export function SecondFactor() {
  const [standing, setStanding] = useState<{ on: boolean; codes: number } | null>(null);
  const [step, setStep] = useState<Step>({ at: "idle" });
  const reload = (): void => void api.secondFactor().then(setStanding, failed);
  useEffect(reload, []);
  const ask = async (password: string): Promise<void> => {
    if (step.at === "password" && step.for === "on") return setStep({ at: "scan", ...(await api.offerSecondFactor(password)) });
    await api.endSecondFactor(password);
    setStep({ at: "idle" });
    reload();
  };
  const confirmed = (codes: string[]): void => {
    setStep({ at: "codes", codes });
    reload();
  };
  if (step.at === "scan") return <Scan secret={step.secret} picture={step.picture} done={confirmed} />;
  if (step.at === "password") return <AskPassword go="Go on" send={ask} />;
  if (step.at === "codes")
    return (
      <div class="password-form">
        <p>It is on. Keep these codes where the telephone is not: each signs you in once without it. They are not shown again.</p>
        <pre class="door-command">{step.codes.join("\n")}</pre>
        <div class="setting-row">
          <CopyButton text={step.codes.join("\n")} what="Codes" />
          <button class="button" type="button" onClick={() => setStep({ at: "idle" })}>
            I have kept them
          </button>
        </div>
      </div>
    );
  if (!standing) return null;
  return (
    <div class="setting-row">
      <span>{standing.on ? `On, with ${standing.codes} recovery ${standing.codes === 1 ? "code" : "codes"} left.` : "Off."}</span>
      <button class="button" type="button" onClick={() => setStep({ at: "password", for: standing.on ? "off" : "on" })}>
        {standing.on ? "Turn it off" : "Turn it on"}
      </button>
    </div>
  );
}
