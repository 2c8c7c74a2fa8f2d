/** Webhooks: other programs are told what happens here. Made with a secret that is shown once, tried out, watched, ended. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { became, EVENTS, type Delivery, type Webhook } from "../model/webhooks.ts";
import { why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { webhooksApi as api } from "../live/webhooks.ts";
import { ShownOnce } from "./Copy.tsx";
import { LastChange } from "./LastChange.tsx";
import { flipped, Making } from "./Making.tsx";
import { Sure } from "./Sure.tsx";
import "../styles/webhooks.css";

const bad = (error: unknown): void => {
  toast(why(error), { tone: "bad" });
};

function Secret({ secret, of }: { secret: string; of: string }) {
  return (
    <ShownOnce text={secret} what="Secret">
      The secret for <b>{of}</b>. It is shown only now; requests are signed with it.
    </ShownOnce>
  );
}

function Fields({ address, events, setAddress, setEvents }: { address: string; events: readonly string[]; setAddress: (text: string) => void; setEvents: (events: string[]) => void }) {
  return (
    <>
      <label class="field">
        <span>Address</span>
        <input name="address" type="url" required maxLength={2000} value={address} placeholder="https://example.com/deskbell" onInput={(event) => setAddress(event.currentTarget.value)} />
      </label>
      <fieldset class="plain hook-events">
        <legend>What it is told</legend>
        {EVENTS.map(([name, words]) => (
          <label key={name} class="check">
            <input type="checkbox" checked={events.includes(name)} onChange={() => setEvents(flipped(events, name))} />
            {words}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function LogRow({ one, hook, reload }: { one: Delivery; hook: Webhook; reload: () => void }) {
  const again = (): void => void api.again(hook.id, one.id).then(reload, bad);
  return (
    <li>
      <span class="hook-status">{one.status ?? "–"}</span>
      <div class="hook-what">
        {one.conversation_id ? <a href={`/inbox/c/${one.conversation_id}`}>{one.kind}</a> : one.kind}, {moment(one.created_at)}
        <span>{became(one, moment)}</span>
      </div>
      {hook.off_at === null && (one.state === "dead" || one.state === "delivered") && (
        <button class="text-button" type="button" onClick={again}>
          Send again
        </button>
      )}
    </li>
  );
}

function Log({ hook, asked, shown }: { hook: Webhook; asked: number; shown: () => void }) {
  const [rows, setRows] = useState<Delivery[] | null>(null);
  const load = (): void => {
    void api.log(hook.id).then((found) => {
      setRows(found.deliveries);
      shown();
    }, bad);
  };
  useEffect(load, [asked]);
  const open = rows?.some((one) => one.state === "due" || one.state === "sending") ?? false;
  useEffect(() => {
    if (!open) return undefined;
    const timer = setInterval(load, 2_000);
    return () => clearInterval(timer);
  }, [open]);
  if (!rows) return null;
  return (
    <div class="hook-log">
      {rows.length === 0 ? (
        <p>Nothing has been sent there yet.</p>
      ) : (
        <ul>
          {rows.map((one) => (
            <LogRow key={one.id} one={one} hook={hook} reload={load} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Edit({ hook, done }: { hook: Webhook; done: () => void }) {
  const [address, setAddress] = useState(hook.address);
  const [events, setEvents] = useState<string[]>(hook.events);
  const [problem, setProblem] = useState("");
  const save = (event: Event): void => {
    event.preventDefault();
    void api.change(hook.id, address.trim(), events, hook.off_at === null).then(done, (error: unknown) => setProblem(why(error)));
  };
  return (
    <form class="key-form" onSubmit={save}>
      <Fields address={address} events={events} setAddress={setAddress} setEvents={setEvents} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <span class="sure">
        <button class="button button-small button-ink" disabled={!address.trim() || events.length === 0}>
          Save
        </button>
        <button class="button button-small button-bare" type="button" onClick={done}>
          Cancel
        </button>
      </span>
    </form>
  );
}

function Row({ hook, reload }: { hook: Webhook; reload: () => void }) {
  const [open, setOpen] = useState<"" | "log" | "edit">("");
  const [asked, setAsked] = useState(0);
  const [secret, setSecret] = useState("");
  const flip = (what: "log" | "edit"): void => setOpen(open === what ? "" : what);
  const test = (): void => {
    void api.test(hook.id).then(() => {
      setOpen("log");
      setAsked(asked + 1);
    }, bad);
  };
  const renew = (): void => void api.renew(hook.id).then((made) => setSecret(made.secret), bad);
  const off = hook.off_at !== null;
  const names = EVENTS.filter(([name]) => hook.events.includes(name)).map(([name]) => name);
  return (
    <li class="hook">
      <p class="hook-address">{hook.address}</p>
      <p class="hook-more">
        {off ? "Off. " : ""}
        {names.join(", ")}
      </p>
      {off && hook.off_why && (
        <p class="problem" role="status">
          Turned off {moment(hook.off_at ?? 0)}: {hook.off_why}
        </p>
      )}
      {!off && hook.failing_since !== null && <p class="problem">Nothing has been taken since {moment(hook.failing_since)}. After three days it is turned off.</p>}
      <div class="hook-acts">
        {!off && (
          <button class="button button-small" type="button" onClick={test}>
            Send a test
          </button>
        )}
        <button class="text-button" type="button" aria-expanded={open === "log"} onClick={() => flip("log")}>
          Log
        </button>
        <button class="text-button" type="button" aria-expanded={open === "edit"} onClick={() => flip("edit")}>
          Change
        </button>
        <Sure ask="New secret" says="For a day requests are signed with both." sure="Make a new secret" tone="ink" act={renew} />
        <button class="text-button" type="button" onClick={() => void api.change(hook.id, hook.address, hook.events, off).then(reload, bad)}>
          {off ? "Turn on" : "Turn off"}
        </button>
        <Sure ask="Remove" says="Its log goes with it." sure="Remove it" act={() => void api.remove(hook.id).then(reload, bad)} />
      </div>
      {secret && <Secret secret={secret} of={hook.address} />}
      {open === "edit" && (
        <Edit
          hook={hook}
          done={() => {
            setOpen("");
            reload();
          }}
        />
      )}
      {open === "log" && <Log hook={hook} asked={asked} shown={reload} />}
    </li>
  );
}

function Make({ reload }: { reload: () => void }) {
  const [address, setAddress] = useState("");
  const [events, setEvents] = useState<string[]>([]);
  const done = (): void => {
    setAddress("");
    setEvents([]);
    reload();
  };
  return (
    <Making title="Add a webhook" go="Add" make={address.trim() && events.length > 0 ? () => api.make(address.trim(), events) : null} done={done} shown={(made) => <Secret secret={made.secret} of={made.address} />}>
      <Fields address={address} events={events} setAddress={setAddress} setEvents={setEvents} />
    </Making>
  );
}

export function WebhooksPage() {
  const [hooks, setHooks] = useState<Webhook[] | null>(null);
  const [problem, setProblem] = useState("");
  const reload = (): void => {
    void api.all().then((found) => setHooks(found.webhooks), (error: unknown) => setProblem(why(error)));
  };
  useEffect(reload, []);
  return (
    <main class="page page-narrow" aria-busy={!hooks && !problem}>
      <header class="page-head">
        <h2>Webhooks</h2>
        <p>
          Programs of yours are told what happens here: by signed requests, tried again for a day, with every answer in a log. <LastChange of="webhook" after={hooks} />
        </p>
      </header>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {hooks && (
        <>
          {hooks.length > 0 && (
            <ul class="people">
              {hooks.map((one) => (
                <Row key={one.id} hook={one} reload={reload} />
              ))}
            </ul>
          )}
          <Make reload={reload} />
        </>
      )}
    </main>
  );
}
