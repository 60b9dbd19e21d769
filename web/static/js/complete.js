// Offers while someone types a query: an ARIA combobox over GET /api/complete. Nothing depends on
// it: where it fails, or while an input method is composing, the box is a plain box.

const WAIT = 150; // milliseconds of rest before asking

export function complete(box) {
  const list = document.createElement("ul");
  Object.assign(list, { id: "offers", className: "offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.getAttribute("aria-label"));
  box.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) box.setAttribute(name, value);

  let timer = 0;
  let asking = null;
  let at = -1;
  let typed = "";
  let composing = false;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function show(offers) {
    list.replaceChildren(...offers.map((offer, place) => {
      const item = document.createElement("li");
      item.id = `offer-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const words = document.createElement("span");
      Object.assign(words, { className: "words", lang: "zh-CN", textContent: offer.text });
      const count = document.createElement("span");
      Object.assign(count, { className: "of", textContent: offer.occurrences.toLocaleString("en") });
      item.append(words, " ", count);
      return item;
    }));
    at = -1;
    list.hidden = !offers.length;
    box.setAttribute("aria-expanded", String(offers.length > 0));
    box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    typed = box.value;
    try {
      const answer = await fetch(`/api/complete?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      if (!answer.ok) { close(); return; }
      const { completions } = await answer.json();
      if (document.activeElement === box && box.value === typed && !composing) {
        show(completions.filter((offer) => offer.text !== typed));
      }
    } catch {
      // Silent: who types does not need to know.
    }
  }

  function choose(place) {
    const items = [...list.children];
    items[at]?.setAttribute("aria-selected", "false");
    at = place;
    const item = items[at];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", item.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
    box.value = item ? item.querySelector(".words").textContent : typed;
  }

  function wanted() {
    clearTimeout(timer);
    if (composing) return;
    if (!box.value.trim()) { close(); return; }
    timer = setTimeout(ask, WAIT);
  }

  box.addEventListener("compositionstart", () => { composing = true; close(); });
  box.addEventListener("compositionend", () => { composing = false; wanted(); });
  box.addEventListener("input", wanted);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose(at + 1 < count ? at + 1 : -1);
    else if (event.key === "ArrowUp") choose(at >= 0 ? at - 1 : count - 1);
    else if (event.key === "Escape") { choose(-1); close(); }
    else if (event.key === "Enter") { close(); return; }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The box keeps its focus, or there would be nothing left to choose from.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    choose([...list.children].indexOf(item));
    close();
    box.form.requestSubmit();
  });
  box.form.addEventListener("submit", close);
}
