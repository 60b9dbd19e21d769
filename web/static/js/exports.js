// An export under way: shows how far it is, and offers the file as soon as it is there.

const panel = () => document.querySelector("[data-state]");
const running = () => ["queued", "running"].includes(panel().dataset.state);

async function watch() {
  while (running()) {
    await new Promise((resolve) => { setTimeout(resolve, 700); });
    let answer;
    try {
      answer = await fetch(location.href);
    } catch {
      continue; // the server may be back soon
    }
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = panel().contains(document.activeElement);
    panel().replaceWith(page.querySelector("[data-state]"));
    if (focused) panel().querySelector("button, a")?.focus();
  }
  document.querySelector("[data-file]")?.focus();
}

watch();
