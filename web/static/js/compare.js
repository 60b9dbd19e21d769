// 对比: switches without loading the page again, stepping through differences, the strip. Nothing
// here is needed: every switch is a link, and the page is whole without any of it.

import { goTo, here } from "./keys.js";

const main = document.getElementById("main");

// What is shown now is said aloud: the counts themselves are replaced with the page.
const heard = document.createElement("p");
heard.className = "sr";
heard.setAttribute("role", "status");
document.body.append(heard);

// -- switches: the same addresses, fetched and put in place --------------------------------------

function dress() {
  for (const link of main.querySelectorAll("[data-pressed]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", link.dataset.pressed);
    link.removeAttribute("aria-current");
  }
  for (const button of main.querySelectorAll("[data-print]")) button.hidden = false;
  shown = null;
  place();
  fit();
}

// What is scrolled to stands below the titles, however many lines they take.
function fit() {
  const titles = main.querySelector(".titles");
  if (titles) {
    const top = parseFloat(getComputedStyle(titles).top) || 0;
    document.documentElement.style.scrollPaddingTop = `${top + titles.offsetHeight + 8}px`;
  }
  look();
}

let asked = null;

async function show(address, { keep = true, focus = "" } = {}) {
  asked?.abort();
  asked = new AbortController();
  const anchor = keep ? visible() : null;
  const top = anchor?.getBoundingClientRect().top;
  let text;
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    text = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const next = page.getElementById("main");
  if (!next) { location.href = address; return; }
  const scrolled = scrollY;
  main.replaceChildren(...next.childNodes);
  document.title = page.title;
  dress();
  const same = anchor && document.getElementById(anchor.id);
  if (same) {
    reveal(same);
    scrollBy(0, same.getBoundingClientRect().top - top);
  } else {
    scrollTo(0, keep ? scrolled : 0);
  }
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  heard.textContent = main.querySelector("[data-place]")?.textContent ?? "";
}

function go(address, options) {
  history.pushState(null, "", address);
  return show(address, options);
}

addEventListener("popstate", () => {
  if (location.search !== shownSearch) show(location.href);
  shownSearch = location.search;
});
let shownSearch = location.search;

main.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-soft]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    shownSearch = new URL(link.href).search;
    go(link.href, { focus: link.id });
    return;
  }
  const step = event.target.closest?.("[data-step]");
  if (step) {
    event.preventDefault();
    stepBy(Number(step.dataset.step));
    return;
  }
  if (event.target.closest?.("[data-print]")) { print(); return; }
  const strip = event.target.closest?.("[data-overview]");
  if (strip) goTo(at(strip, event) ?? here());
  const jump = event.target.closest?.('a[href^="#"]');
  const target = jump && document.getElementById(jump.hash.slice(1));
  if (target) {
    const row = target.closest("[data-row]") ?? target;
    reveal(row);
    if (row.matches("[data-row]")) { here()?.classList.remove("here"); row.classList.add("here"); place(row); }
  }
});
main.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches?.("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});
main.addEventListener("change", (event) => {
  if (!event.target.matches("[data-submit]")) return;
  const asked = new URLSearchParams(new FormData(event.target.form));
  if (!asked.get("section")) asked.delete("section");
  shownSearch = `?${asked}`;
  go(`${event.target.form.action}?${asked}`, { keep: false });
});

// -- sections that are shut are kept in the address ----------------------------------------------

main.addEventListener("toggle", (event) => {
  shown = null;
  look();
  if (!event.target.matches(".block")) return;
  const shut = [...main.querySelectorAll("details.block:not([open])")].map((one) => one.dataset.section);
  const address = new URL(location.href);
  if (shut.length) address.searchParams.set("fold", [...new Set(shut)].join(","));
  else address.searchParams.delete("fold");
  if (address.href !== location.href) {
    history.replaceState(null, "", address);
    shownSearch = address.search;
  }
  const form = main.querySelector(".pick");
  form?.querySelector("[name=fold]")?.remove();
  if (form && shut.length) {
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "fold", value: shut.join(",") });
    form.append(kept);
  }
  for (const link of main.querySelectorAll("a[data-soft]:not([data-folds])")) {
    const to = new URL(link.href);
    if (shut.length) to.searchParams.set("fold", shut.join(","));
    else to.searchParams.delete("fold");
    link.href = to.href;
  }
}, true);

// -- stepping --------------------------------------------------------------------------------------

const stops = () => [...main.querySelectorAll("[data-stop]")].filter((row) => row.checkVisibility());
const edge = () => (main.querySelector(".titles")?.getBoundingClientRect().bottom ?? 0) + 4;

function visible() {
  const top = edge();
  return here() ?? [...main.querySelectorAll("[data-row]")].find(
    (row) => row.id && row.checkVisibility() && row.getBoundingClientRect().bottom > top,
  );
}

function stepBy(by) {
  const all = stops();
  if (!all.length) return;
  const now = here();
  let next;
  if (now) {
    const side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const there = all.filter((row) => now.compareDocumentPosition(row) & side);
    next = by > 0 ? there[0] : there.at(-1);
  } else {
    const top = edge();
    next = by > 0
      ? all.find((row) => row.getBoundingClientRect().bottom > top)
      : all.findLast((row) => row.getBoundingClientRect().top < top);
  }
  if (!next) return;
  const room = innerHeight - 44 - edge();
  const box = next.getBoundingClientRect();
  const seen = box.top >= edge() && box.bottom <= innerHeight - 44;
  goTo(next);
  if (!seen) next.scrollIntoView({ block: box.height < room ? "center" : "start" });
  place(next);
}

function place(row = here()) {
  const said = main.querySelector("[data-place]");
  if (!said) return;
  const all = stops();
  const number = row ? all.indexOf(row) + 1 : 0;
  if (row && !number) return;
  const word = number ? said.dataset.word : said.dataset.all;
  said.textContent = word.replace("{n}", number).replace("{m}", all.length);
  for (const link of main.querySelectorAll("[data-step]")) {
    const by = Number(link.dataset.step);
    link.setAttribute("role", "button");
    link.tabIndex = 0;
    link.toggleAttribute("data-off", number > 0 && !all[number - 1 + by]);
    if (!link.hasAttribute("href")) link.setAttribute("href", "#rows");
  }
}

function reveal(row) {
  for (let one = row.parentElement; one; one = one.parentElement) {
    if (one.matches("details:not([open])") && !row.matches("summary")) one.open = true;
  }
}

// -- the strip ---------------------------------------------------------------------------------------

const extent = (row) => row.dataset.o.split(" ").map(Number);

function at(strip, event) {
  const box = strip.getBoundingClientRect();
  const y = ((event.clientY - box.top) / box.height) * 1000;
  const side = event.clientX - box.left < box.width / 2 ? 0 : 2;
  let best = null;
  let least = Infinity;
  for (const row of main.querySelectorAll("[data-o]")) {
    const found = extent(row);
    const [top, bottom] = [found[side], found[side + 1]];
    const away = Math.max(top - y, y - bottom, 0) + (bottom - top) / 1000;
    if (away < least) { least = away; best = row; }
  }
  if (best) { reveal(best); best.scrollIntoView({ block: "center" }); }
  return best;
}

let shown = null; // rows that are not in a fold, until one is opened or shut

function frame() {
  const shape = main.querySelector("[data-frame]");
  const strip = main.querySelector(".overview");
  const now = main.querySelector("[data-now]");
  if (!shape) return;
  const top = edge();
  const bottom = innerHeight - 44;
  shown ??= [...main.querySelectorAll("[data-o]")].filter((row) => row.checkVisibility());
  // The rows stand in order, so the first one in sight is found by halving.
  let low = 0;
  let high = shown.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shown[middle].getBoundingClientRect().bottom <= top) low = middle + 1;
    else high = middle;
  }
  const ends = [Infinity, -Infinity, Infinity, -Infinity];
  for (let n = low; n < shown.length && shown[n].getBoundingClientRect().top < bottom; n += 1) {
    const found = extent(shown[n]);
    for (const side of [0, 2]) {
      ends[side] = Math.min(ends[side], found[side]);
      ends[side + 1] = Math.max(ends[side + 1], found[side + 1]);
    }
  }
  if (now) now.textContent = shown[low] ? headingOf(shown[low]) : "";
  if (!strip.checkVisibility() || ends[0] === Infinity) { shape.setAttribute("points", ""); return; }
  const [a, b, c, d] = ends;
  shape.setAttribute("points", `1,${a} 34,${a} 78,${c} 111,${c} 111,${d} 78,${d} 34,${b} 1,${b}`);
}

function headingOf(row) {
  const bar = row.matches(".bar") ? row : row.closest(".block")?.querySelector(".bar");
  return (bar?.querySelector(".r .heads") ?? bar?.querySelector(".l .heads"))?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

let waiting = false;
function look() { // once a frame
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; frame(); });
}
addEventListener("scroll", look, { passive: true });
addEventListener("resize", fit, { passive: true });

dress();
if (location.hash) {
  const target = document.getElementById(location.hash.slice(1));
  if (target) { reveal(target); target.scrollIntoView({ block: "center" }); }
}
