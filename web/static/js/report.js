// 报告: the current section in the outline, stepping through hits without loading again,
// copying tables.

import { copied } from "./copy.js";

const links = new Map(
  [...document.querySelectorAll(".outline li a")].map((link) => [link.hash.slice(1), link]),
);
const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const bar = document.querySelector(".within");

// -- current section ----------------------------------------------------------------------------

let waiting = false;
function mark() {
  waiting = false;
  const edge = bar.getBoundingClientRect().bottom + 40;
  const now = heads.findLast((head) => head.getBoundingClientRect().top < edge) ?? heads[0];
  for (const [id, link] of links) {
    if (now && id === now.id) {
      if (link.hasAttribute("aria-current")) continue;
      link.setAttribute("aria-current", "true");
      const side = link.closest(".outline");
      if (side.scrollHeight > side.clientHeight) {
        side.scrollTop = link.offsetTop - side.clientHeight / 2;
      }
    } else {
      link.removeAttribute("aria-current");
    }
  }
}
document.addEventListener("scroll", () => {
  if (!waiting) { waiting = true; requestAnimationFrame(mark); }
}, { passive: true });
if (location.hash || scrollY) mark();

// -- hits -----------------------------------------------------------------------------------------

const anchors = [...document.querySelectorAll(".anchor")];
const place = document.querySelector("[data-place]");
let current = anchors.findIndex((anchor) => anchor.nextElementSibling?.classList.contains("current"));

function next(anchor) {
  return anchor.nextElementSibling?.matches("mark") ? anchor.nextElementSibling : null;
}

function show(number) {
  for (const old of document.querySelectorAll("mark.current, .text .current[data-row]")) {
    old.classList.remove("current");
    old.removeAttribute("aria-current");
  }
  current = (number + anchors.length) % anchors.length;
  const hit = next(anchors[current]);
  hit?.classList.add("current");
  hit?.setAttribute("aria-current", "true");
  anchors[current].closest("[data-row]")?.classList.add("current");
  place.textContent = place.dataset.word.replace("{n}", current + 1).replace("{m}", anchors.length);
  (hit ?? anchors[current]).scrollIntoView({ block: "center" });
  const address = new URL(location.href);
  address.searchParams.set("n", current + 1);
  address.hash = `h${current + 1}`;
  history.replaceState(null, "", address);
}

for (const link of document.querySelectorAll("[data-step]")) {
  link.addEventListener("click", (event) => {
    if (!anchors.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(Math.max(0, current) + Number(link.dataset.step));
  });
}

bar.querySelector("[name=q]").addEventListener("keydown", (event) => {
  const same = event.target.value === event.target.defaultValue;
  if (event.key === "Enter" && !event.isComposing && anchors.length && same) {
    event.preventDefault();
    show(Math.max(0, current) + (event.shiftKey ? -1 : 1));
  }
});
for (const box of bar.querySelectorAll("[type=checkbox]")) {
  box.addEventListener("change", () => bar.requestSubmit());
}

// -- tables ---------------------------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const table = button.closest("figure").querySelector("table");
    const rows = [...table.rows].map((row) =>
      [...row.querySelectorAll(":not(.beside)")]
        .filter((cell) => cell.matches("td, th"))
        .map((cell) => cell.textContent.trim().replace(/\s+/g, " "))
        .join("\t"));
    if (await copied(rows.join("\n"), table)) button.textContent = button.dataset.word;
  });
}
