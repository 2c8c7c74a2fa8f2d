/** API keys: made with the rights that they need, shown once, revoked. */
import { useEffect, useState } from "preact/hooks";
import { granted, THINGS, type ApiKey } from "../model/apikeys.ts";
import { moment } from "../model/clock.ts";
import { api, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { ShownOnce } from "./Copy.tsx";
import { LastChange } from "./LastChange.tsx";
import { flipped, Making } from "./Making.tsx";
import { Sure } from "./Sure.tsx";

function Revoke({ one, reload }: { one: ApiKey; reload: () => void }) {
  const revoke = (): void => {
    void api.revokeKey(one.id).then(() => {
      toast(`${one.name} opens nothing any more.`);
      reload();
    }, (error: unknown) => toast(why(error), { tone: "bad" }));
  };
  return <Sure ask="Revoke" label={`Revoke ${one.name}`} sure="Revoke it" act={revoke} />;
}

function KeyRow({ one, reload }: { one: ApiKey; reload: () => void }) {
  return (
    <li class="person">
      <p class="person-name">{one.name}</p>
      <p class="person-more">
        {granted(one.rights)}.
        <br />
        <code>{one.hint}…</code> · made by {one.made_by}, {moment(one.created_at)} · {one.used_at ? `last used ${moment(one.used_at)}` : "never used"}
      </p>
      <div class="person-acts">
        <Revoke one={one} reload={reload} />
      </div>
    </li>
  );
}

function Rights({ chosen, choose }: { chosen: readonly string[]; choose: (rights: string[]) => void }) {
  return (
    <fieldset class="plain key-rights">
      <legend>What it may do</legend>
      {THINGS.map(([thing, name, help]) => (
        <div key={thing} class="key-right">
          <p>
            {name} <span class="quiet">{help}</span>
          </p>
          {(["read", "write"] as const).map((verb) => (
            <label key={verb} class="check">
              <input type="checkbox" checked={chosen.includes(`${thing}:${verb}`)} onChange={() => choose(flipped(chosen, `${thing}:${verb}`))} aria-label={`${name}: ${verb}`} />
              {verb === "read" ? "Read" : "Write"}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function Make({ reload }: { reload: () => void }) {
  const [name, setName] = useState("");
  const [rights, setRights] = useState<string[]>([]);
  const done = (): void => {
    setName("");
    setRights([]);
    reload();
  };
  const shown = (made: { name: string; secret: string }) => (
    <ShownOnce text={made.secret} what="Key">
      The key <b>{made.name}</b>. Keep it like a password: it is shown only now.
    </ShownOnce>
  );
  return (
    <Making title="Make a key" go="Make a key" make={name.trim() && rights.length > 0 ? () => api.makeKey(name.trim(), rights) : null} done={done} shown={shown}>
      <label class="field">
        <span>Name</span>
        <input name="name" required maxLength={60} value={name} placeholder="For example: order system" onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <Rights chosen={rights} choose={setRights} />
    </Making>
  );
}

export function KeysPage() {
  const [keys, setKeys] = useState<ApiKey[] | null>(null);
  const [problem, setProblem] = useState("");
  const reload = (): void => {
    void api.keys().then((found) => setKeys(found.keys), (error: unknown) => setProblem(why(error)));
  };
  useEffect(reload, []);
  return (
    <main class="page page-narrow" aria-busy={!keys && !problem}>
      <header class="page-head">
        <h2>API keys</h2>
        <p>
          For programs of yours that read or write here. A key does what it does in the name of whoever made it. <LastChange of="key" after={keys} />
        </p>
      </header>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {keys && (
        <>
          {keys.length > 0 && (
            <ul class="people">
              {keys.map((one) => (
                <KeyRow key={one.id} one={one} reload={reload} />
              ))}
            </ul>
          )}
          <Make reload={reload} />
        </>
      )}
    </main>
  );
}
