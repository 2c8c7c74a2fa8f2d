/** What lies over the page. */
export { CommandBar } from "../CommandBar.tsx";
export { Keys } from "../Keys.tsx";
export { Lightbox } from "../Lightbox.tsx";
