/** Lists that are kept under a name. */
import type { SavedView } from "../model/only.ts";
import type { View } from "../model/wire.ts";
import { call } from "./api.ts";
import { patch, screen } from "./screen.ts";

const ROOT = "/desk/v1/views";

export async function loadViews(): Promise<void> {
  patch({ views: (await call<{ views: SavedView[] }>("GET", ROOT)).views });
}

export async function keepView(name: string, view: View, query: string, shared: boolean): Promise<void> {
  const made = await call<SavedView>("POST", ROOT, { name, view, query, shared });
  patch({ views: [...screen.get().views, made] });
}

export async function dropView(id: string): Promise<void> {
  await call<void>("DELETE", `${ROOT}/${encodeURIComponent(id)}`);
  patch({ views: screen.get().views.filter((one) => one.id !== id) });
}
