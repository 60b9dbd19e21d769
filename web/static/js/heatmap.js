// One stop for the tab key in the map, arrow keys between its cells, and the chosen cell in view.
// Nothing depends on it: every cell is a link, and can be chosen by name below the map.

const box = document.querySelector("[data-grid]");
const cells = box ? [...box.querySelectorAll("tbody tr")].map((row) => [...row.cells].slice(1)) : [];
const links = () => (box ? [...box.querySelectorAll("td a")] : []);

function enter(link) {
  for (const one of links()) if (one.tabIndex === 0) one.tabIndex = -1;
  link.tabIndex = 0;
}

function next(row, column, down, right) {
  for (let r = row + down, c = column + right; cells[r]?.[c]; r += down, c += right) {
    const link = cells[r][c].querySelector("a");
    if (link) return link;
  }
  return null;
}

const chosen = box?.querySelector("a[aria-current]");
const first = chosen ?? links()[0];
if (first) enter(first);
if (chosen) {
  const cell = chosen.closest("td");
  box.scrollTo(cell.offsetLeft - box.clientWidth / 2, cell.offsetTop - box.clientHeight / 2);
}

box?.addEventListener("keydown", (event) => {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[event.key];
  const cell = event.target.closest?.("td");
  if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = cells.findIndex((line) => line.includes(cell));
  const link = next(row, cells[row].indexOf(cell), ...step);
  event.preventDefault();
  if (!link) return;
  enter(link);
  link.focus();
});
