// 报告库: drag and drop, progress while uploading, choosing rows, removal asked for in place.

import { parsed, running, watch } from "./jobs.js";

const drop = document.querySelector("[data-upload]");
const panels = document.querySelector("[data-panels]");
const token = drop.elements.csrf_token.value;
const AT_ONCE = { files: 40, bytes: 48 * 1024 * 1024 };

// -- uploading: in batches, so that a folder of any size fits --------------------------------

function batches(files) {
  const out = [];
  let batch = [], bytes = 0;
  for (const file of files) {
    if (batch.length && (batch.length >= AT_ONCE.files || bytes + file.blob.size > AT_ONCE.bytes)) {
      out.push(batch);
      batch = []; bytes = 0;
    }
    batch.push(file);
    bytes += file.blob.size;
  }
  if (batch.length) out.push(batch);
  return out;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function placeholder(batch) {
  const card = element("section", "card upload");
  const header = card.appendChild(element("header"));
  header.append(element("h2", "", drop.dataset.heading.replace("{n}", batch.length)));
  const status = header.appendChild(element("span", "quiet", drop.dataset.waiting));
  status.setAttribute("role", "status");
  const bar = card.appendChild(document.createElement("progress"));
  bar.max = 1;
  bar.value = 0;
  const list = card.appendChild(element("ul"));
  for (const file of batch.slice(0, 200)) {
    const line = list.appendChild(element("li", "file waiting"));
    line.append(element("span", "file-name", file.name), element("span", "status", drop.dataset.waiting));
  }
  return card;
}

function send(batch, card) {
  const body = new FormData();
  body.append("csrf_token", token);
  for (const file of batch) body.append("files", file.blob, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", drop.action);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.setRequestHeader("X-CSRF-Token", token);
    request.upload.addEventListener("progress", (event) => {
      card.querySelector("progress").value = event.total ? event.loaded / event.total : 0;
      card.querySelector("[role=status]").textContent = drop.dataset.sending;
    });
    const done = () => resolve(request);
    request.addEventListener("load", done);
    request.addEventListener("error", done);
    request.addEventListener("abort", done);
    request.send(body);
  });
}

function failed(card, request) {
  const page = new DOMParser().parseFromString(request.responseText || "", "text/html");
  const why = page.querySelector("[role=alert] h1 + p")?.textContent || drop.dataset.failed;
  card.querySelector("progress").remove();
  const note = element("p", "note error", why);
  note.setAttribute("role", "alert");
  card.querySelector("header").after(note);
  card.querySelector("[role=status]").textContent = "";
}

async function upload(files) {
  if (!files.length) return;
  const waiting = batches(files).map((batch) => ({ batch, card: placeholder(batch) }));
  panels.prepend(...waiting.map((one) => one.card));
  for (const { batch, card } of waiting) {
    const request = await send(batch, card);
    const panel = request.status === 200 && parsed(request.responseText);
    if (!panel) { failed(card, request); continue; }
    card.replaceWith(panel);
    watch(panel, refresh);
  }
}

// -- when a job is over -------------------------------------------------------------------------

async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const chosen = new Set([...document.querySelectorAll("[form=chosen]:checked")].map((box) => box.value));
  for (const part of ["#list", ".heading", ".rooms"]) {
    const next = page.querySelector(part);
    if (next) document.querySelector(part).replaceWith(next);
  }
  for (const box of document.querySelectorAll("input[form=chosen]")) box.checked = chosen.has(box.value);
  prepareList();
}

for (const panel of panels.querySelectorAll("[data-job]")) if (running(panel)) watch(panel, refresh);

// -- what was dropped: files, and folders with everything in them ----------------------------

async function inside(entry, path) {
  if (entry.isFile) {
    const blob = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
    return [{ blob, name: path + blob.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) return found;
    for (const inner of some) found.push(...await inside(inner, `${path}${entry.name}/`));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const loose = [...transfer.files].map((blob) => ({ blob, name: blob.name }));
  if (!entries.length) return loose;
  const found = [];
  for (const entry of entries) found.push(...await inside(entry, ""));
  return found;
}

let depth = 0;
drop.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; over(true); });
drop.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) over(false); });
for (const name of ["dragover", "drop"]) {
  window.addEventListener(name, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
}
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  over(false);
  await upload(await dropped(event.dataTransfer));
});

const said = drop.querySelector("[data-say]");
const usual = said.textContent;
function over(is) {
  if (!is) depth = 0;
  drop.classList.toggle("over", is);
  said.textContent = is ? drop.dataset.drop : usual;
}

for (const input of drop.querySelectorAll("[type=file]")) {
  input.addEventListener("change", () => {
    const files = [...input.files].map((blob) => ({ blob, name: blob.webkitRelativePath || blob.name }));
    input.value = "";
    upload(files);
  });
}

// -- the list -----------------------------------------------------------------------------------

function prepareList() {
  const all = document.querySelector("[data-all]");
  const boxes = [...document.querySelectorAll("input[form=chosen]")];
  const count = document.querySelector("[data-count]");
  const ask = document.querySelector("button[data-remove]");
  const compare = document.querySelector("button[data-compare]");
  const usual = compare?.textContent;
  for (const control of document.querySelectorAll(".filters select, .filters [type=checkbox]")) {
    control.addEventListener("change", () => control.form.requestSubmit());
  }
  if (!all) return;
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? count.dataset.word.replace("{n}", chosen) : "";
    ask.disabled = !chosen;
    compare.disabled = !chosen;
    compare.textContent = chosen < 2 ? usual
      : chosen === 2 ? compare.dataset.two : compare.dataset.more.replace("{n}", chosen);
    compare.classList.toggle("primary", chosen > 1);
    all.checked = chosen > 0 && chosen === boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; tell(); });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
  document.getElementById("chosen").addEventListener("submit", confirmRemoval);
}

async function confirmRemoval(event) {
  if (event.submitter?.hasAttribute("data-compare")) return;
  event.preventDefault();
  const form = event.target;
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const question = page.querySelector("[data-confirm]");
  if (!question) { location.href = address; return; }
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.setAttribute("aria-label", question.querySelector("h1").textContent);
  dialog.append(question);
  question.querySelector("[data-close]").addEventListener("click", (click) => { click.preventDefault(); dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  question.querySelector("[data-close]").focus();
}

prepareList();
