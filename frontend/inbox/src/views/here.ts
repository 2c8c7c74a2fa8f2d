/** As a `ref`: it has the focus as soon as it is there. One function for all, since one made anew would take the focus at every painting. */
export const here = (element: HTMLElement | null): void => element?.focus();
