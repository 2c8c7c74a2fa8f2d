export { GapsPage } from "../GapsPage.tsx";
export { GoldenPage } from "../GoldenPage.tsx";
export { KnowledgePage } from "../KnowledgePage.tsx";
export { TestPage } from "../TestPage.tsx";
