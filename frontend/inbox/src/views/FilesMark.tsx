/** That something brings files, and how many. */
import { Icon } from "./Icon.tsx";

export function FilesMark({ n }: { n: number }) {
  return (
    <span class="files-mark">
      <Icon name="clip" size={14} />
      {n}
      <span class="hidden"> {n === 1 ? "file" : "files"}. </span>
    </span>
  );
}
