/** What pages do with what the server keeps: show it, act on it and read it anew; or change it and save it whole. */
import { useEffect, useState } from "preact/hooks";
import { why } from "../live/api.ts";
import { toast } from "../live/screen.ts";

/** `act` carries out a deed, which says what it did, and reads everything anew. `look`: what else is to be looked at then. */
export function useReloaded<T>(load: () => Promise<T>, look?: () => Promise<void>) {
  const [known, setKnown] = useState<T | null>(null);
  const [problem, setProblem] = useState("");
  const [told, setTold] = useState("");
  const act = async (deed: () => Promise<string>): Promise<void> => {
    setProblem("");
    setTold("");
    try {
      setTold(await deed());
      setKnown(await load());
    } catch (error) {
      setProblem(why(error));
    }
    await look?.();
  };
  useEffect(() => void act(async () => ""), []);
  return { known, problem, told, act };
}

/** `wanted` is null until it has come. `done`: said when it was saved. */
export function useRecord<T>(load: () => Promise<T>, save: (wanted: T) => Promise<T>, done: string) {
  const [known, setKnown] = useState<T | null>(null);
  const [wanted, setWanted] = useState<T | null>(null);
  const [problem, setProblem] = useState("");
  const adopt = (next: T): void => {
    setKnown(next);
    setWanted(next);
    setProblem("");
  };
  const failed = (error: unknown): void => setProblem(why(error));
  useEffect(() => void load().then(adopt, failed), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!wanted) return;
    void save(wanted).then((saved) => {
      adopt(saved);
      toast(done);
    }, failed);
  };
  const change = (part: Partial<T>): void => setWanted((now) => now && { ...now, ...part });
  return { known, wanted, change, changed: JSON.stringify(known) !== JSON.stringify(wanted), problem, submit };
}
