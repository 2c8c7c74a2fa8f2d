"""The peers: how each is put on a page, by its own instructions, and where it is pressed and written.

They are fetched from the npm registry into a temporary folder and never kept. Those that are a library for React are
bundled with it, minified, by the front-end's own bundler. What they ask their servers is answered with as little as
they need to show themselves.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.setup import FRONTEND, find_node, node_environment

BUNDLE: Final = """import { build } from "vite";
const [entry, out] = process.argv.slice(2);
const define = { "process.env.NODE_ENV": '"production"', "process.env": "{}" };
const lib = { entry, formats: ["es"], fileName: () => "main.js", cssFileName: "main" };
const made = { outDir: "built", lib, minify: true };
await build({ configFile: false, logLevel: "error", root: out, define, build: made });
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """`packages`: what is fetched, the peer itself first. `html`: the tags. `entry`: what is bundled, if need be.

    `launcher` and `composer`: CSS selectors, which reach into open shadow roots and, for the composer, frames.
    No launcher: it is part of the page at once. No composer: its window needs its maker's own server, which does not
    belong to the package; what is counted ends with the launcher. `answers`: paths of its server, and what
    it is told.
    """

    name: str
    packages: tuple[str, ...]
    html: str
    composer: str
    launcher: str = ""
    entry: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)


TYPEBOT: Final = {
    "sessionId": "s", "resultId": "r",
    "typebot": {"id": "t", "version": "6", "theme": {}, "settings": {}},
    "messages": [{"id": "m", "type": "text", "content": {"type": "richText", "richText": [
        {"type": "p", "children": [{"text": "Hello!"}]}]}}],
    "input": {"id": "i", "type": "text input", "options": {"labels": {"placeholder": "Write", "button": "Send"}}},
}  # fmt: skip

PEERS: Final = (
    Peer(
        "deep-chat",
        ("deep-chat@2.4.2",),
        '<script type="module" src="deep-chat/dist/deepChat.bundle.js"></script><deep-chat demo="true"></deep-chat>',
        "deep-chat #text-input",
    ),
    Peer(
        "Botpress webchat",
        ("@botpress/webchat@4.5.2", "react@19", "react-dom@19"),
        '<link rel="stylesheet" href="built/main.css"><div id="root"></div>'
        '<script type="module" src="built/main.js"></script>',
        "",
        ".bpFabWrapper, .bpFab, button",
        entry="""import { Fab, Webchat } from "@botpress/webchat";
import "./node_modules/@botpress/webchat/dist/style.css";
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
const at = { position: "fixed", right: 20, bottom: 20 };
function App() {
  const [open, set] = useState(false);
  const style = { ...at, bottom: 90, width: 400, height: 600, display: open ? "flex" : "none" };
  return h("div", null, h(Webchat, { clientId: "none", style }),
    h(Fab, { onClick: () => set(!open), style: { ...at, width: 64, height: 64 } }));
}
createRoot(document.getElementById("root")).render(h(App));
""",
    ),
    Peer(
        "n8n chat",
        ("@n8n/chat@1.37.0",),
        '<link rel="stylesheet" href="@n8n/chat/dist/style.css"><script type="module">'
        'import { createChat } from "./@n8n/chat/dist/chat.bundle.es.js";'
        'createChat({ webhookUrl: "/answers/n8n", loadPreviousSession: false });</script>',
        ".chat-inputs textarea, .chat-window textarea",
        ".chat-window-toggle",
    ),
    Peer(
        "Typebot",
        ("@typebot.io/js@0.10.7",),
        '<script type="module">import Typebot from "./@typebot.io/js/dist/web.js";'
        'Typebot.initBubble({ typebot: "t", apiHost: location.origin + "/answers/typebot" });</script>',
        "typebot-bubble input, typebot-bubble textarea",
        "typebot-bubble button",
        answers={"typebot/api/v1/typebots/t/startChat": TYPEBOT},
    ),
    Peer(
        "Flowise embed",
        ("flowise-embed@3.1.6",),
        '<script type="module">import Chatbot from "./flowise-embed/dist/web.js";'
        'Chatbot.init({ chatflowid: "t", apiHost: location.origin + "/answers/flowise" });</script>',
        "flowise-chatbot textarea, flowise-chatbot input[type=text]",
        "flowise-chatbot button",
        answers={
            "flowise/api/v1/public-chatbotConfig/t": {},
            "flowise/api/v1/chatflows-streaming/t": {"isStreaming": False},
        },
    ),
    Peer(
        "Papercups",
        ("@papercups-io/chat-widget@1.3.1", "react@17", "react-dom@17"),
        '<div id="root"></div><script type="module" src="built/main.js"></script>',
        "",
        "button",
        entry="""import { ChatWidget } from "@papercups-io/chat-widget";
import { createElement as h } from "react";
import { render } from "react-dom";
const given = { token: "none", baseUrl: location.origin + "/answers/papercups" };
render(h(ChatWidget, given), document.getElementById("root"));
""",
    ),
)


def npm(*words: str, into: Path) -> None:
    """Raises RuntimeError with what the registry says."""
    node, command = find_node()
    done = subprocess.run(
        [*command, *words, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        cwd=into, env=node_environment(node), check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError((done.stderr or done.stdout).strip().splitlines()[0])


def fetch(peer: Peer, into: Path) -> None:
    """Put what the peer's tags name into this folder. Raises RuntimeError where it cannot be had."""
    into.mkdir(parents=True)
    (into / "package.json").write_text('{"private": true}', encoding="ascii")
    if peer.entry:
        npm("install", *peer.packages, into=into)
        _bundle(peer, into)
        return
    npm("pack", *peer.packages, into=into)
    (archive,) = into.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    archive.unlink()
    target = into / peer.packages[0].rpartition("@")[0]
    target.parent.mkdir(parents=True, exist_ok=True)
    (into / "package").rename(target)


def _bundle(peer: Peer, into: Path) -> None:
    (into / "entry.js").write_text(peer.entry, encoding="ascii")
    script = FRONTEND / "node_modules" / ".bench-bundle.mjs"  # beside the bundler, so that it is found
    script.write_text(BUNDLE, encoding="ascii")
    node, _ = find_node()
    done = subprocess.run(
        [node, script, into / "entry.js", into], check=False, env=node_environment(node), capture_output=True, text=True
    )
    script.unlink()
    if done.returncode:
        raise RuntimeError(" ".join(done.stderr.split())[:400])


def version(peer: Peer) -> str:
    return peer.packages[0].rpartition("@")[2]


def answers() -> dict[str, bytes]:
    return {path: json.dumps(told).encode() for peer in PEERS for path, told in peer.answers.items()}
