// 未收: choosing rows; the list is shown anew when files were read again.

import { running, watch } from "./jobs.js";

const boxes = [...document.querySelectorAll("input[type=checkbox][form=chosen]")];
const all = document.querySelector("[data-all]");
const count = document.querySelector("[data-count]");

function tell() {
  const chosen = boxes.filter((box) => box.checked).length;
  count.textContent = count.dataset.word.replace("{n}", chosen);
  all.checked = chosen > 0 && chosen === boxes.length;
}

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; tell(); });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}

for (const panel of document.querySelectorAll("[data-job]")) {
  if (running(panel)) watch(panel, () => location.reload());
}
