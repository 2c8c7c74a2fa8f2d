/** The files of a message: pictures in a box that has its size beforehand, everything else as a row. */
import { fileAt, isPicture, shownWidth, sizeText, type SentFile } from "../model/files.ts";
import { patch } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import "../styles/files.css";

function One({ of, c }: { of: SentFile; c: string }) {
  const { id, name, size } = of;
  const to = { href: fileAt(id), target: "_blank", rel: "noopener" };
  if (isPicture(of)) {
    const { w, h } = of;
    /** A plain press opens it here; with a key held, as the link that it is. */
    const open = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      patch({ over: { is: "picture", c, file: id } });
    };
    return (
      <a class="picture" {...to} onClick={open}>
        <img src={to.href} alt={name} width={shownWidth(w, h)} height={Math.round((shownWidth(w, h) * h) / w)} loading="lazy" />
      </a>
    );
  }
  return (
    <a class="paper" {...to}>
      <Icon name="file" />
      <bdi>{name}</bdi>
      <small>{sizeText(size)}</small>
    </a>
  );
}

export function Shown({ files, c }: { files: readonly SentFile[]; c: string }) {
  if (files.length === 0) return null;
  return (
    <p class="brought">
      {files.map((file) => (
        <One key={file.id} of={file} c={c} />
      ))}
    </p>
  );
}
