/** Files: picked, pasted or dropped, shown while they go up, sent with the message, and seen in the conversation. */
import css from "./files.css?inline";
import type { Entry, Late } from "./kit";
import type { SentFile } from "./protocol";

export interface Files {
  /** What a message brings, above its words. */
  show(entry: Entry, body: HTMLElement): void;
  paint(): void;
}

/** One that is not sent yet. */
interface Chip {
  element: HTMLElement;
  request?: XMLHttpRequest;
  /** As the server took it. */
  file?: SentFile;
  wrong?: string;
}

const MOST = 5;
const MOST_BYTES = 1e7;
const SIDE = 2048;
const ACCEPT = "image/png,image/jpeg,image/gif,image/webp,.pdf,.txt,.csv,.md,.docx,.xlsx,.pptx,.odt,.ods,.odp";
/** An address is good for an hour. */
const FRESH = 33e5;

export default function files({ kit, link, send, prefill, announce, token, call }: Late): Files {
  const { h, icon, config, root, style, signal } = kit;
  const { base, texts: T } = config;
  const born = Date.now();
  style(css);
  const form = root.querySelector("form")!;
  const field = form.querySelector("textarea")!;
  const go = form.querySelector<HTMLButtonElement>(".go:not(.st)")!;
  const halt = form.querySelector<HTMLElement>(".st")!;
  const panel = root.querySelector<HTMLElement>(".p")!;
  const tray = h("div", { class: "ty" });
  let chips: Chip[] = [];
  /** Sent as soon as everything is up. */
  let waits = false;

  const size = (bytes: number) => (bytes < 1e6 ? Math.ceil(bytes / 1e3) + " kB" : (bytes / 1e6).toFixed(1) + " MB");
  const paper = () => icon("M14 3H6v18h12V7Zm0 0v4h4");

  function paint() {
    const ready = chips.some(({ file }) => file);
    const going = chips.some(({ request }) => request);
    if (chips[0]) {
      go.disabled = !field.value.trim() && !ready && !going;
      halt.hidden = true;
    }
    go.toggleAttribute("aria-busy", waits);
    if (!waits || going) return;
    waits = false;
    if (!chips.some(({ wrong }) => wrong)) submit();
  }

  function submit() {
    if (chips.some(({ request }) => request)) {
      waits = true;
      return paint();
    }
    const done = chips.flatMap(({ file }) => file ?? []);
    const text = field.value;
    if (!done[0] && !text.trim()) return;
    for (const chip of chips) if (chip.file) chip.element.remove();
    chips = chips.filter(({ file }) => !file);
    prefill("");
    send(text, done[0] && done);
    field.focus();
    paint();
  }

  /** With files the message is made here; without, everything is as ever. */
  function early(event: Event) {
    const { type, key, shiftKey, isComposing, target } = event as KeyboardEvent;
    const meant = type == "click" ? go.contains(target as Node) : target == field && key == "Enter" && !shiftKey && !isComposing;
    if (!chips[0] || !meant) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  }
  form.addEventListener("keydown", early, true);
  form.addEventListener("click", early, true);
  field.addEventListener("input", paint);

  /** A visitor is made by the first connection. */
  const visitor = () =>
    new Promise<string>((found) => {
      link.wake();
      const look = () => (token() ? found(token()!) : setTimeout(look, 200));
      look();
    });

  /** Large photographs are made smaller here: a phone's twelve megapixels tell nobody more. */
  async function smaller(file: File): Promise<Blob> {
    if (!/png|jpe?g|webp/.test(file.type) || file.size < 15e5) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
      const canvas = h("canvas");
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      const flat = canvas.getContext("2d")!;
      flat.fillStyle = "#fff";
      flat.fillRect(0, 0, canvas.width, canvas.height);
      flat.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise<Blob | null>((then) => canvas.toBlob(then, "image/jpeg", 0.85));
      return made && made.size < file.size ? made : file;
    } catch {
      return file;
    }
  }

  function add(file: File) {
    const { name } = file;
    const says = h("small");
    const bar = h("i");
    const again = h("button", { type: "button", class: "y", click: up }, T.retry);
    const drop = h("button", { type: "button", class: "cl", "aria-label": T.remove.replace("{name}", name), click: remove }, icon("m6 6 12 12M18 6 6 18"));
    const face = h("span", { class: "fa" }, paper());
    const chip: Chip = { element: h("div", { class: "ac" }, face, h("p", {}, h("bdi", {}, name), says), again, drop, bar) };
    if (/^image/.test(file.type)) {
      const look = h("img", { alt: "", src: URL.createObjectURL(file), error: () => look.replaceWith(paper()) });
      face.replaceChildren(look);
    }
    chips.push(chip);
    tray.append(chip.element);
    void up();

    function remove() {
      chip.request?.abort();
      chips = chips.filter((one) => one != chip);
      chip.element.remove();
      prefill(field.value);
      field.focus();
      paint();
    }

    function fail(text: string, once?: boolean) {
      delete chip.request;
      chip.wrong = says.textContent = text;
      chip.element.className = once ? "ac wr on" : "ac wr";
      announce(`${name}: ${text}`);
      paint();
    }

    async function up() {
      delete chip.wrong;
      chip.element.className = "ac up";
      says.textContent = size(file.size);
      const request = (chip.request = new XMLHttpRequest());
      paint();
      const content = await smaller(file);
      says.textContent = size(content.size);
      if (content.size > MOST_BYTES) return fail(T.tooLarge, true);
      const called = content == file ? name : name.replace(/\.\w+$/, "") + ".jpg";
      const key = await visitor();
      if (!chips.includes(chip)) return;
      request.open("POST", `${base}/v1/attachments?name=${encodeURIComponent(called)}`);
      request.setRequestHeader("authorization", "Bearer " + key);
      request.upload.onprogress = ({ loaded, total }) => (bar.style.width = (loaded / total) * 100 + "%");
      request.onerror = () => fail(T.failed);
      request.onload = () => {
        const { status, responseText } = request;
        if (status != 201) return fail({ 413: T.tooLarge, 422: T.wrongKind, 402: T.noMore, 403: T.noMore }[status] ?? T.failed, status > 401 && status < 429);
        delete chip.request;
        chip.file = JSON.parse(responseText).file;
        chip.element.className = "ac";
        paint();
      };
      request.send(content);
    }
  }

  /** True: something of it was a file. */
  function take(list: FileList | undefined, event?: Event) {
    const given = [...(list ?? [])];
    if (!given[0]) return;
    event?.preventDefault();
    given.slice(0, MOST - chips.length).forEach(add);
    if (given.length + chips.length > MOST) announce(T.tooMany);
    field.focus();
  }

  if (config.files) {
    const pick = h("input", { type: "file", class: "v", multiple: "", accept: ACCEPT, "aria-label": T.attach, change: () => (take(pick.files!), (pick.value = "")) });
    field.before(h("label", { class: "cl at", title: T.attach }, pick, icon("m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7")));
    form.before(tray);
    field.addEventListener("paste", (event) => {
      const { files: list, types } = event.clipboardData!;
      // What is copied from a table or a text comes as a picture, too: the words are meant.
      if (!types.includes("text/plain")) take(list, event);
    });
    const over = (event: DragEvent) => {
      const has = event.type == "dragover" && event.dataTransfer!.types.includes("Files");
      panel.toggleAttribute("drop", has);
      if (has) event.preventDefault();
    };
    for (const type of ["dragover", "dragleave", "drop"] as const) panel.addEventListener(type, over, { signal });
    panel.addEventListener("drop", (event) => take(event.dataTransfer?.files, event), { signal });
  }

  async function address(id: string): Promise<string> {
    return base + (await (await call("attachments/" + id)).json()).address;
  }

  /** A link that is always good: one that is too old is renewed when it is followed. */
  function linked(id: string, at: { since: number }, kids: (Node | string)[], how: string): HTMLAnchorElement {
    const to = h("a", {
      class: how,
      target: "_blank",
      rel: "noopener",
      click(event: Event) {
        if (Date.now() - at.since < FRESH) return;
        event.preventDefault();
        const page = window.open("", "_blank");
        void address(id).then((found) => page && (page.location.href = found));
      },
    }, ...kids);
    return to;
  }

  function shown({ id, name, size: bytes, w, h: high }: SentFile): HTMLElement {
    const at = { since: 0 };
    const look = w ? h("img", { alt: name, width: "" + w, height: "" + high }) : paper();
    const to = linked(id, at, w ? [look] : [look, h("bdi", {}, name), h("small", {}, size(bytes))], w ? "pi" : "fi");
    if (w) {
      // The box has its size before the picture is there: nothing below it moves.
      const scale = Math.min(1, 260 / w, 260 / high!);
      to.style.cssText = `width:${Math.max(48, Math.round(w * scale))}px;aspect-ratio:${w}/${high}`;
    }
    void address(id).then(
      (found) => {
        at.since = Date.now();
        to.href = found;
        if (w) (look as HTMLImageElement).src = found;
      },
      () => {},
    );
    return to;
  }

  return {
    paint,
    show({ files: list = [], sending, s, at, author, removed }, body) {
      if (removed) {
        // Also what stood around it (pictures before, sources and thumbs after) and what was read out of it.
        for (const one of [...body.parentElement!.querySelectorAll(".fl,.f"), ...panel.querySelectorAll(".v[role] p")]) one.remove();
        body.classList.add("rm");
        body.textContent = T.removed;
        return;
      }
      const all: SentFile[] = list[0] ? list : (sending?.d.files ?? []);
      if (!all[0] || (body.previousElementSibling as HTMLElement)?.className == "fl") return;
      body.before(h("div", { class: "fl" }, ...all.map(shown)));
      if (s && at > born && author.kind != "contact") announce(`${author.name}: ${all.map(({ name }) => name).join(", ")}`);
    },
  };
}
