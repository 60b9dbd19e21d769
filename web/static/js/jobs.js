// Following a job: its panel is fetched again and again until it is over.

export function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").querySelector("[data-job]");
}

export function running(panel) {
  return ["queued", "running"].includes(panel.dataset.state);
}

// Calls `after` when the job is over, at once where it already is.
export async function watch(panel, after) {
  while (running(panel)) {
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    let answer;
    try {
      answer = await fetch(panel.dataset.job);
    } catch {
      continue; // the server may be back soon
    }
    const next = answer.ok && parsed(await answer.text());
    if (!next) return;
    panel.replaceWith(next);
    panel = next;
  }
  await after();
}
