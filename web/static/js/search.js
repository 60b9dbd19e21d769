// 检索: choices apply at once, long lists of units can be narrowed, the statement can be copied.

import { complete } from "./complete.js";
import { copied } from "./copy.js";

const form = document.getElementById("search");
const box = form.elements.q;

complete(box);

for (const control of document.querySelectorAll("[data-facet] input[type=checkbox], [data-apply], #search [name=mode]")) {
  control.addEventListener("change", () => {
    if (control.name !== "mode" || box.value.trim()) form.requestSubmit();
  });
}

for (const narrow of document.querySelectorAll("[data-narrow]")) {
  const facet = narrow.closest("[data-facet]");
  const rest = facet.querySelector("details");
  narrow.hidden = false;
  narrow.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  narrow.addEventListener("input", () => {
    const wanted = narrow.value.trim();
    if (wanted) rest.open = true;
    for (const choice of facet.querySelectorAll("[data-choice]")) {
      choice.hidden = !choice.querySelector(".label").textContent.includes(wanted);
    }
  });
}

// Of many years the latest are seen first.
for (const wide of document.querySelectorAll(".panel .wide")) wide.scrollLeft = wide.scrollWidth;

document.querySelector("[data-clear]").addEventListener("click", (event) => {
  event.preventDefault();
  box.value = "";
  box.focus();
});

// Parameters that say nothing stay out of the address, and a new query begins at the top of the
// ladder again.
form.addEventListener("submit", () => {
  const silent = [...form.elements].filter((control) => {
    if (!control.name || control.disabled) return false;
    if (control.name === "mode" && control.value !== "words" && box.value !== box.defaultValue) return true;
    return !control.value;
  });
  for (const control of silent) control.disabled = true;
  setTimeout(() => { for (const control of silent) control.disabled = false; });
});

for (const row of document.querySelectorAll("[data-evidence]")) {
  row.hidden = false;
  const said = row.querySelector("[data-copied]");
  row.querySelector("[data-copy]").addEventListener("click", async (event) => {
    const text = document.getElementById(event.currentTarget.dataset.copy);
    if (await copied(text.textContent, text)) said.textContent = said.dataset.word;
  });
  row.querySelector("[data-print]").addEventListener("click", () => print());
}
