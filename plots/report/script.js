// Sorting and filtering the verdicts, and the cells of a claim when they are asked for. Without it
// the page still has all verdicts, statements, worst cells and wrong formulas.
"use strict";
(() => {
  const table = document.getElementById("verdict-table");
  const body = table.tBodies[0];
  const rows = [...body.rows];

  const filters = document.querySelector(".filters");
  const search = document.getElementById("search");
  const byVerdict = document.getElementById("by-verdict");
  const byFamily = document.getElementById("by-family");
  const shown = document.getElementById("shown");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const id = row.cells[1].querySelector("a").textContent;
      const text = document.getElementById("claim-" + id).textContent.toLowerCase();
      row.hidden = (byVerdict.value && row.dataset.verdict !== byVerdict.value) ||
        (byFamily.value && row.dataset.family !== byFamily.value) ||
        !words.every((word) => text.includes(word));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${rows.length} claims`;
  }
  filters.hidden = false;
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filter();

  // A click sorts by a column, a second one the other way round.
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.sort;
      const order = (a, b) => key(a).localeCompare(key(b), "en", { numeric: false });
      const byNumber = (a, b) => Number(key(a)) - Number(key(b));
      const numeric = rows.every((row) => !Number.isNaN(Number(key(row))));
      rows.sort(numeric ? byNumber : order);
      if (down) rows.reverse();
      body.append(...rows);
    });
  });

  const data = JSON.parse(document.getElementById("cells").textContent);
  const field = Object.fromEntries(data.fields.map((name, index) => [name, index]));
  const coded = data.coded.map((name) => field[name]);
  for (const cells of Object.values(data.claims)) {
    for (const cell of cells) {
      for (const index of coded) cell[index] = data.texts[cell[index]];
    }
  }
  const PAGE = 200;
  const heads = ["", "cell", "compared with", "observed", "against", "trials", "verdict"];

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function strip(place, bound) {
    const svg = (name, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const all = svg("svg", { class: "strip", viewBox: "-21 -3 42 6", "aria-hidden": "true" });
    const aim = bound ? 10 : 0;
    all.append(
      svg("rect", { class: "band", x: -10, y: -2.5, width: 20, height: 5 }),
      svg("line", { class: "aim", x1: aim, x2: aim, y1: -3, y2: 3 }),
      svg("line", { class: "range", x1: 10 * place[0], x2: 10 * place[2], y1: 0, y2: 0 }),
      svg("circle", { class: "seen", cx: 10 * place[1], cy: 0, r: 1.1 }));
    return all;
  }

  function cellRow(cell) {
    const row = element("tr");
    row.append(element("td", cell[field.role] === "check" ? "" : cell[field.role]));
    row.append(element("th", cell[field.cell], { scope: "row" }));
    row.append(element("td", cell[field.formula]));
    const seen = element("td");
    if (cell[field.place]) seen.append(strip(cell[field.place], cell[field.against].startsWith("≤")));
    seen.append(cell[field.seen]);
    row.append(seen, element("td", cell[field.against]));
    const trials = cell[field.trials];
    row.append(element("td", trials > 1 ? trials.toLocaleString("en") : "", { class: "number" }));
    row.append(element("td", cell[field.verdict]));
    return row;
  }

  for (const place of document.querySelectorAll(".all-cells")) {
    const cells = data.claims[place.dataset.claim] || [];
    if (!cells.length) continue;
    const button = element("button", `Show all ${cells.length} cells, controls and wrong formulas`,
      { type: "button", "aria-expanded": "false" });
    const area = element("div", null, { class: "scroll" });
    place.append(button, area);
    let drawn = 0;
    const more = (rowsBody) => {
      for (const cell of cells.slice(drawn, drawn + PAGE)) rowsBody.append(cellRow(cell));
      drawn = Math.min(drawn + PAGE, cells.length);
    };
    button.addEventListener("click", () => {
      if (area.childElementCount) {
        area.replaceChildren();
        drawn = 0;
        button.textContent = `Show all ${cells.length} cells, controls and wrong formulas`;
        button.setAttribute("aria-expanded", "false");
        return;
      }
      const whole = element("table", null, { class: "cells" });
      whole.append(element("caption", `All checks of ${place.dataset.claim}`));
      const head = element("tr");
      for (const name of heads) head.append(element("th", name, { scope: "col" }));
      const top = element("thead");
      top.append(head);
      const rowsBody = element("tbody");
      whole.append(top, rowsBody);
      area.append(whole);
      more(rowsBody);
      if (drawn < cells.length) {
        const next = element("button", "Show more", { type: "button" });
        next.addEventListener("click", () => {
          more(rowsBody);
          next.hidden = drawn >= cells.length;
        });
        area.append(next);
      }
      button.textContent = "Hide the cells";
      button.setAttribute("aria-expanded", "true");
    });
  }
})();
