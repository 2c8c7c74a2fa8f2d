// The two sides of the demo: asks questions in the visitor's frame, switches sides on narrow screens.
const main = document.querySelector("main");
const shop = document.getElementById("shop");
const inbox = document.getElementById("inbox");
const tabs = [...document.querySelectorAll("[role=tab]")];
const waits = document.querySelector(".waits");

function show(side) {
  main.dataset.side = side;
  for (const tab of tabs) {
    const here = tab.getAttribute("aria-controls") === side;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
  }
}

for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs[1 - at];
    other.click();
    other.focus();
  });
}

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    show("visitor");
    // Before the widget's script is there, this is what its own snippet does: a queue that it works off.
    const page = shop.contentWindow;
    page.deskbell ??= Object.assign((...call) => page.deskbell.q.push(call), { q: [] });
    page.deskbell("ask", button.dataset.ask);
    button.dataset.done = "";
  });
}

// The inbox writes into its title how many people wait.
function listen() {
  const page = inbox.contentDocument;
  const look = () => {
    waits.hidden = !/^\(\d+\)/.test(page.title);
  };
  new MutationObserver(look).observe(page.head, { childList: true, subtree: true, characterData: true });
  look();
}

inbox.addEventListener("load", listen);
if (inbox.contentDocument?.readyState === "complete") listen();
show("visitor");
