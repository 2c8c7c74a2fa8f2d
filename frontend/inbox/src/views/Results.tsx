/** What a search found, in the place of the list: people first, then what was said, the newest first. */
import { useEffect, useRef, useState } from "preact/hooks";
import { pieces } from "../model/found.ts";
import { fits, type Only } from "../model/only.ts";
import { step } from "../model/order.ts";
import { href } from "../model/routes.ts";
import { STATE_NAMES, visitorName } from "../model/words.ts";
import { why } from "../live/api.ts";
import { lookFor, useScreen } from "../live/screen.ts";
import { search, type Hit, type SearchResult } from "../live/search.ts";
import { listHandle } from "./commands.ts";
import { ListProblem, Skeleton } from "./ListStates.tsx";
import { Age } from "./time.tsx";

export const SHORTEST = 2;
const WAIT_MS = 200;

interface Found {
  q: string;
  results: SearchResult[];
  next: number | null;
}

/** Letters come quickly and answers do not come in order: only the last question counts. */
function useFound(q: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState("");
  const asked = useRef(q);
  asked.current = q;
  const ask = async (before: number | null): Promise<void> => {
    try {
      const page = await search(q, before);
      if (asked.current !== q) return;
      setProblem("");
      setFound((known) => {
        const old = before && known?.q === q ? known.results : [];
        const ids = new Set(old.map((one) => one.conversation.id));
        return { ...page, q, results: [...old, ...page.results.filter((one) => !ids.has(one.conversation.id))] };
      });
    } catch (error) {
      if (asked.current === q) setProblem(why(error, "The search did not answer."));
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void ask(null), WAIT_MS);
    return () => clearTimeout(timer);
  }, [q]);
  return { found, problem, ask };
}

function Said({ hit, q }: { hit: Hit; q: string }) {
  const [assistant, mine] = useScreen((s) => [s.desk.me?.assistant.name ?? "AI", s.desk.me?.operator.name ?? ""] as const);
  const who = hit.note ? "Note" : hit.by === "assistant" ? (hit.name ?? assistant) : hit.by === "operator" ? (hit.name === mine ? "You" : hit.name) : "";
  return (
    <span class="row-text result-text" dir="auto">
      {who && <span class={hit.by === "assistant" ? "row-who row-who-ai" : "row-who"}>{who}</span>}
      {pieces(hit.text, q).map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </span>
  );
}

function Result({ result: { conversation, hit }, q, open }: { result: SearchResult; q: string; open: boolean }) {
  const { id, contact, state, owner } = conversation;
  return (
    <li class={open ? `row row-${state} row-open` : `row row-${state}`} data-row={id}>
      <a class="row-link" href={href({ at: "thread", id, facts: false, ...(hit ? { said: hit.seq } : {}) })} aria-current={open ? "true" : undefined}>
        <span class="row-top">
          <span class="row-name">
            {pieces(visitorName(contact, id), q).map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}
          </span>
          <Age at={hit?.at ?? conversation.updated_at} />
        </span>
        {hit ? <Said hit={hit} q={q} /> : <span class="row-text">{contact.email ?? conversation.last?.text ?? ""}</span>}
        <span class="row-foot">
          <span class="row-page">{conversation.page?.title || conversation.site?.name || ""}</span>
          <span class="state-name">{state === "human" && owner ? owner.name : STATE_NAMES[state]}</span>
        </span>
      </a>
    </li>
  );
}

export function Results({ q, only, open, focus }: { q: string; only: Only; open: string | null; focus: (id: string) => void }) {
  const me = useScreen((s) => s.desk.me?.operator.id ?? "");
  const { found, problem, ask } = useFound(q);
  const results = found?.results.filter((one) => fits(one.conversation, only, me)) ?? [];
  const ids = results.map((one) => one.conversation.id);
  useEffect(() => {
    listHandle.step = (by) => {
      const active = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? open;
      const next = step(ids, active, by);
      if (next !== null) focus(next);
    };
    listHandle.open = null;
    return () => {
      listHandle.step = null;
    };
  });
  if (problem) return <ListProblem text={problem} retry={() => void ask(null)} />;
  return (
    <div class="rows-hold">
      <div class="rows-scroll" aria-busy={found?.q !== q}>
        {!found && <Skeleton />}
        {found?.q === q && ids.length === 0 && (
          <div class="empty">
            <h2>Nothing for “{q}”</h2>
            <p>Names, addresses, numbers and every message were looked through.</p>
            <button class="text-button" type="button" onClick={() => lookFor("")}>
              Clear the search
            </button>
          </div>
        )}
        <ul class="rows" aria-label="Found">
          {results.map((one) => <Result key={one.conversation.id} result={one} q={found?.q ?? q} open={one.conversation.id === open} />)}
        </ul>
        {found?.next && (
          <button class="list-more" type="button" onClick={() => void ask(found.next)}>
            Older messages
          </button>
        )}
      </div>
    </div>
  );
}
