// Keys and folds that every page shares. Nothing here is needed: each key has a visible control.

document.documentElement.classList.add("scripted");

const list = document.getElementById("key-list");

// Folds stand open where the window is wider than they say, and closed elsewhere.
for (const part of document.querySelectorAll("[data-fold]")) {
  const narrow = matchMedia(`(max-width: ${part.dataset.fold}px)`);
  const fold = () => { part.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
}

export function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
}

export function here() {
  return document.querySelector("[data-row].here");
}

export function goTo(row) {
  here()?.classList.remove("here");
  row.classList.add("here");
  row.scrollIntoView({ block: "nearest" });
  const open = row.querySelector("[data-open]");
  if (open) {
    open.focus({ preventScroll: true });
  } else {
    if (row.tabIndex < 0) row.tabIndex = -1;
    row.focus({ preventScroll: true });
  }
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  let at = all.indexOf(here());
  if (at < 0) {
    const below = all.findIndex((row) => row.getBoundingClientRect().bottom > 120);
    at = by > 0 ? below - 1 : below + 1;
  }
  goTo(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function section(by) {
  const heads = rows().filter((row) => row.matches("h1, h2, h3, h4, h5, h6, [data-head]"));
  const now = here() ?? heads.findLast((row) => row.getBoundingClientRect().top < 130);
  const place = (row) => now ? now.compareDocumentPosition(row) : Node.DOCUMENT_POSITION_FOLLOWING;
  const next = by > 0
    ? heads.find((row) => place(row) & Node.DOCUMENT_POSITION_FOLLOWING)
    : heads.findLast((row) => place(row) & Node.DOCUMENT_POSITION_PRECEDING);
  if (next) goTo(next);
}

function typing(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

function escape(event) {
  if (!list.hidden) {
    list.hidden = true;
  } else if (event.target.matches?.("[data-query]")) {
    if (event.target.value) event.target.value = "";
    else event.target.blur();
    event.preventDefault();
  } else {
    here()?.classList.remove("here");
  }
}

const actions = {
  "/": () => {
    const box = document.querySelector("main [data-query]") ?? document.querySelector("[data-query]");
    box?.focus();
    box?.select();
  },
  j: () => step(1),
  k: () => step(-1),
  "[": () => section(-1),
  "]": () => section(1),
  "?": () => { list.hidden = !list.hidden; },
  o: () => here()?.querySelector("[data-open]")?.click(),
  c: () => (here()?.querySelector("[data-basket]") ?? document.querySelector("[data-whole]"))?.click(),
  s: () => here()?.querySelector("[data-similar]")?.click(),
  Enter: () => here()?.querySelector("[data-open]")?.click(),
};

// A control may name the key that does the same as a click on it.
function pressed(key) {
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return control && (() => control.click());
}

// Arrows walk through hits, where the page lists hits and nothing else wants them.
const arrows = { ArrowDown: 1, ArrowUp: -1 };

function walks(event) {
  if (!(event.key in arrows) || !document.querySelector("[data-arrows]")) return false;
  if (event.target.matches("[data-query]")) return event.key === "ArrowDown";
  return !event.target.closest("input, textarea, select, [contenteditable], [tabindex]:not([data-row], main)");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || event.shiftKey && event.key.startsWith("Arrow")) return;
  if (event.key === "Escape") { escape(event); return; }
  if (walks(event)) { event.preventDefault(); step(arrows[event.key]); return; }
  if (typing(event.target)) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return;
  const action = actions[event.key] ?? pressed(event.key);
  if (!action) return;
  event.preventDefault();
  action();
});

document.querySelector("[data-keys]")?.addEventListener("click", (event) => {
  event.preventDefault();
  list.hidden = !list.hidden;
});
list.querySelector("[data-close]").addEventListener("click", () => { list.hidden = true; });
