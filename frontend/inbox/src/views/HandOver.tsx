/** Giving what one has to a colleague, or back to the team, with a word about it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { isHere } from "../model/team.ts";
import { act } from "../live/acts.ts";
import { colleagues } from "../live/colleagues.ts";
import { serverNow, toast } from "../live/screen.ts";

export function HandOver({ id, done }: { id: string; done: () => void }) {
  const [people, setPeople] = useState(colleagues.known() ?? []);
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus();
    colleagues.load().then(setPeople, () => undefined);
  }, []);
  const name = people.find((one) => one.id === to)?.name;
  const give = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(await act(id, to ? "offer" : "release", { ...(to ? { to } : {}), ...(text.trim() ? { text } : {}) }))) return;
    if (!name) toast("Back with the team");
    done();
  };
  return (
    <form class="hand-over" aria-label="Hand over" onSubmit={(event) => void give(event)} onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), done())}>
      <label>
        <span class="hidden">To whom</span>
        <select class="select-small" ref={first} value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">Anybody of the team</option>
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
              {one.available && isHere(one, serverNow()) ? ", here now" : ""}
            </option>
          ))}
        </select>
      </label>
      <input class="tag-field" aria-label="What they should know" placeholder="What they should know" maxLength={1000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="quiet">{name ? `${name} is rung. It stays yours until ${name.split(" ")[0]} takes it; after a minute everybody is asked.` : "The visitor reads “Getting someone else for you.”"}</p>
      <button class="button button-ink button-small">Hand over</button>
      <button class="button button-bare button-small" type="button" onClick={done}>
        Cancel
      </button>
    </form>
  );
}
