// 检索: filters apply when ticked, long lists of units can be narrowed.

const form = document.getElementById("search");

for (const control of document.querySelectorAll("[data-facet] input[type=checkbox], #sort, #search [name=mode]")) {
  control.addEventListener("change", () => {
    if (control.name !== "mode" || form.elements.q.value.trim()) form.requestSubmit();
  });
}

for (const box of document.querySelectorAll("[data-narrow]")) {
  const facet = box.closest("[data-facet]");
  const rest = facet.querySelector("details");
  box.hidden = false;
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.addEventListener("input", () => {
    const wanted = box.value.trim();
    if (wanted) rest.open = true;
    for (const choice of facet.querySelectorAll("[data-choice]")) {
      choice.hidden = !choice.querySelector(".label").textContent.includes(wanted);
    }
  });
}

// Parameters that say nothing stay out of the address.
form.addEventListener("submit", () => {
  const plain = form.querySelector("[name=mode][value=exact]");
  if (plain.checked) { plain.disabled = true; setTimeout(() => { plain.disabled = false; }); }
});
