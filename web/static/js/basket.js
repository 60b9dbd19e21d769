// 对比栏: reports are put aside in place, without leaving the page.

const form = document.getElementById("to-basket");
const said = form.querySelector("[data-said]");
const count = document.querySelector("[data-basket-count]");

function show(held) {
  for (const one of document.querySelectorAll("[data-report]")) {
    const inside = held.includes(Number(one.dataset.report));
    const button = one.querySelector("[data-basket]");
    const link = one.querySelector("[data-inside]");
    const focused = document.activeElement === button;
    button.hidden = inside;
    link.hidden = !inside;
    if (focused && inside) link.focus({ preventScroll: true });
  }
  count.textContent = held.length;
  count.hidden = !held.length;
}

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.name) return;
  event.preventDefault();
  const body = new FormData(form);
  body.append(button.name, button.value);
  said.classList.remove("bad");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.error.message);
    show(found.held);
    said.textContent = form.dataset.put.replace("{n}", found.held.length);
  } catch (error) {
    said.classList.add("bad");
    said.textContent = error instanceof TypeError || error instanceof SyntaxError ? form.dataset.failed : error.message;
  }
});
