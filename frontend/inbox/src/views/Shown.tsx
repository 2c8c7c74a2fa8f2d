/** The files of a message: pictures in a box that has its size beforehand, everything else as a row. */
import { shownWidth, sizeText, type SentFile } from "../model/files.ts";
import { Icon } from "./Icon.tsx";
import "../styles/files.css";

function One({ of: { id, name, size, w, h } }: { of: SentFile }) {
  const to = { href: `/desk/v1/attachments/${id}`, target: "_blank", rel: "noopener" };
  if (w && h) {
    return (
      <a class="picture" {...to}>
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

export function Shown({ files }: { files: readonly SentFile[] }) {
  if (files.length === 0) return null;
  return (
    <p class="brought">
      {files.map((file) => (
        <One key={file.id} of={file} />
      ))}
    </p>
  );
}
