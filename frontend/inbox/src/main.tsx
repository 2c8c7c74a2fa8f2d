/** Starts the inbox. */
import { render } from "preact";
import { unlockSound, watchAttention } from "./live/attention.ts";
import { keepLocal, start, watchRoute } from "./live/flow.ts";
import { watchVersion } from "./live/pwa.ts";
import { App } from "./views/App.tsx";
import { watchKeys } from "./views/commands.ts";
import { watchLinks, watchTheme } from "./views/page.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/list.css";
import "./styles/thread.css";
import "./styles/seam.css";
import "./styles/answer.css";
import "./styles/transcript.css";
import "./styles/composer.css";
import "./styles/facts.css";
import "./styles/pages.css";
import "./styles/assistant.css";
import "./styles/hours.css";
import "./styles/team.css";
import "./styles/sites.css";
import "./styles/door.css";
import "./styles/phone.css";

watchTheme();
watchLinks();
watchRoute();
watchAttention();
watchKeys();
keepLocal();
watchVersion();
for (const gesture of ["pointerdown", "keydown"] as const) addEventListener(gesture, unlockSound, { once: true, passive: true });

const root = document.querySelector("#app");
if (root) render(<App />, root);
void start();
