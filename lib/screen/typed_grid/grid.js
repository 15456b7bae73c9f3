// A grid to type in, made of the browser's own fields.
//
// What comes from Python: the columns, and the rows with what is to be said about their cells. What goes back:
// the moves that have no answer yet, each a number, "set" with cells or "delete" with rows. What is shown is the
// last answer with those moves played on it. A field in which somebody types is left alone until it is left.

const grids = new WeakMap();
const LEAST_ROWS = 4; // to type or paste into, where rows may be added
const PAGE = 10; // rows that a page key goes
const TAKEN_OUT = 300; // milliseconds within which a cursor that is gone comes back by itself

export default function ({ data, parentElement, setStateValue }) {
  let grid = grids.get(parentElement);
  if (!grid) grids.set(parentElement, (grid = new Grid(parentElement)));
  grid.send = (moves) => setStateValue("moves", moves);
  grid.take(data);
  return () => {
    grid.box.remove();
    grids.delete(parentElement);
  };
}

class Grid {
  constructor(root) {
    this.waiting = []; // moves without an answer
    this.number = 0; // of the last move
    this.made = 0; // rows of the hand's making, named "-1", "-2" …
    this.blank = []; // those of them that nothing was typed into
    this.rows = new Map(); // by key, in their order
    this.box = part(root, "div", "grid");
    this.scroll = part(this.box, "div", "scroll");
    this.table = part(this.scroll, "table", "");
    this.head = part(part(this.table, "thead", ""), "tr", "");
    this.help = part(this.box, "p", "help");
    this.box.addEventListener("focusin", (event) => this.enter(event));
    this.box.addEventListener("focusout", (event) => this.leave(event));
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("keyup", (event) => isTick(event) && event.preventDefault());
    this.box.addEventListener("paste", (event) => this.paste(event));
  }

  take(data) {
    this.data = data;
    this.number = Math.max(this.number, data.answered);
    this.waiting = this.waiting.filter(({ number }) => number > data.answered);
    this.box.dataset.waiting = this.waiting.length;
    this.made = Math.max(this.made, data.made ?? 0);
    this.headings();
    this.draw();
  }

  get grows() {
    return this.data.made !== null;
  }

  headings() {
    const { columns, words } = this.data;
    const known = JSON.stringify([columns, words]);
    if (known === this.known) return;
    this.known = known;
    this.head.replaceChildren();
    columns.forEach(({ title, kind, help }, column) => {
      const heading = part(this.head, "th", kind, this.grows ? title : "");
      heading.scope = "col";
      if (help) heading.title = help;
      if (this.grows) return;
      const button = part(heading, "button", "", title);
      button.type = "button";
      button.addEventListener("click", () => this.sort(column));
    });
    if (this.grows) part(this.head, "td", "");
    this.help.hidden = columns.every(({ help }) => !help);
  }

  // By a column, the other way round at the second click, as they come at the third. Rows stay where they are then,
  // whatever is typed into them.
  sort(column) {
    const { key, kind } = this.data.columns[column];
    const ways = [1, -1, 0];
    const way = this.sorted?.key === key ? ways[(ways.indexOf(this.sorted.way) + 1) % 3] : 1;
    const rows = [...this.played().values()];
    const isNumber = ["number", "figure", "bar"].includes(kind);
    const value = ({ cells }) => (isNumber ? this.figure(cells[column]) : cells[column]);
    const words = new Intl.Collator(this.data.language, { numeric: true });
    rows.sort((one, other) => way * compare(value(one), value(other), words));
    this.sorted = { key, way };
    this.order = way ? new Map(rows.map((row, i) => [row.key, i])) : null;
    [...this.head.children].forEach((heading, i) => {
      if (way && i === column) heading.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else heading.removeAttribute("aria-sort");
    });
    this.draw();
  }

  // A figure as it is written in the reader's language.
  figure(text) {
    const figures = String(text).replaceAll("\u2212", "-").replace(this.data.decimal, "#");
    return Number.parseFloat(figures.replace(/[^\d#-]/g, "").replace("#", "."));
  }

  // The rows as the hand has them: those of the answer with the moves that wait played on them.
  played() {
    const rows = new Map(this.data.rows.map((row) => [row.key, { ...row, cells: [...row.cells] }]));
    for (const { what, told } of this.waiting) {
      if (what === "delete") for (const key of told) rows.delete(key);
      else
        for (const [key, column, value] of told) {
          if (!rows.has(key) && this.isMade(key)) rows.set(key, this.unwritten(key));
          const place = this.data.columns.findIndex((other) => other.key === column);
          const row = rows.get(key);
          if (!row || place < 0) continue;
          row.cells[place] = value;
          row.faults = { ...row.faults, [column]: undefined };
        }
    }
    return rows;
  }

  // In their order, and with some to type into.
  shown() {
    const rows = this.played();
    const at = (key) => this.order.get(key) ?? this.order.size;
    if (this.order) return new Map([...rows].sort(([one], [other]) => at(one) - at(other)));
    if (!this.grows) return rows;
    this.blank = this.blank.filter((key) => !rows.has(key));
    const needed = Math.max(1, LEAST_ROWS - rows.size);
    while (this.blank.length > needed && !this.rows.get(this.blank.at(-1))?.isTouched()) this.blank.pop();
    while (this.blank.length < needed) this.blank.push(this.make());
    for (const key of this.blank) rows.set(key, this.unwritten(key));
    return rows;
  }

  isMade(key) {
    return this.grows && key.startsWith("-");
  }

  make() {
    this.made += 1;
    return `-${this.made}`;
  }

  unwritten(key) {
    return { key, cells: this.data.columns.map(({ kind }) => (kind === "box" ? false : "")), faults: {} };
  }

  draw() {
    this.draws = true;
    this.drawRows(this.shown());
    this.draws = false;
  }

  drawRows(rows) {
    for (const [key, row] of this.rows) {
      if (rows.has(key)) continue;
      row.body.remove();
      this.rows.delete(key);
    }
    const drawn = new Map();
    const active = this.box.getRootNode().activeElement;
    let after = this.table.tHead;
    for (const [key, row] of rows) {
      const place = this.rows.get(key) ?? new Row(this, key);
      putAfter(after, place.body, this.table);
      after = place.body;
      drawn.set(key, place);
      place.show(row, drawn.size);
    }
    this.rows = drawn;
    if (active?.isConnected && active !== this.box.getRootNode().activeElement) this.back(active);
  }

  // The move is made. It is sent until it is answered.
  put(what, told) {
    this.number += 1;
    this.waiting.push({ number: this.number, what, told });
    this.box.dataset.waiting = this.waiting.length;
    this.send(this.waiting.map((move) => [move.number, move.what, move.told]));
    this.draw();
  }

  // Cells are set; the blank rows above one that is written into stay above it.
  set(cells) {
    const last = Math.max(...cells.map(([key]) => this.blank.indexOf(key)));
    const first = this.data.columns[0].key;
    const above = this.blank.slice(0, last + 1).map((key) => [key, first, ""]);
    this.put("set", [...above, ...cells]);
  }

  remove(key) {
    const keys = [...this.rows.keys()];
    const next = keys[keys.indexOf(key) + 1];
    if (this.blank.includes(key)) return;
    this.put("delete", [key]);
    this.rows.get(next)?.places[0].focus();
  }

  // Where Streamlit puts other elements above, it may take the grid out of the page and back in, and the browser
  // the cursor to the first field. It goes back to where it was.
  leave({ target, relatedTarget }) {
    this.left = relatedTarget ? null : { target, at: performance.now() };
  }

  enter({ target, relatedTarget }) {
    const { left } = this;
    this.left = null;
    const first = this.rows.values().next().value?.places.find(({ control }) => control)?.control;
    if (left && !relatedTarget && target === first && left.target !== first && performance.now() - left.at < TAKEN_OUT)
      this.back(left.target);
    else if (!this.returns) this.cellOf(target)?.row.places[this.cellOf(target).column].arrive();
    this.explain(target);
  }

  // The cursor comes back, to where it was in what is being typed.
  back(target) {
    this.returns = true;
    target.focus({ preventScroll: true });
    this.returns = false;
  }

  // What the column means in which the cursor is.
  explain(target) {
    const cell = this.cellOf(target);
    const { title, help } = (cell && this.data.columns[cell.column]) ?? {};
    this.help.textContent = help ? fill(this.data.words.help, { column: title, help }) : "";
  }

  cellOf(target) {
    const box = target.closest?.("tbody");
    for (const row of this.rows.values()) {
      if (row.body !== box) continue;
      const column = row.places.findIndex(({ control }) => control === target);
      return column < 0 ? null : { row, column };
    }
    return null;
  }

  press(event) {
    const cell = this.cellOf(event.target);
    if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const { row, column } = cell;
    const place = row.places[column];
    const to = place.goes(event);
    if (isTick(event)) place.tick(event);
    else if (event.key === "Escape") place.restore();
    else if (event.key === "F2") place.open();
    else if (!to || !this.go(row, column, to)) return;
    event.preventDefault();
  }

  // To the next cell that way in which something can be done.
  go(row, column, [down, across]) {
    const rows = [...this.rows.values()];
    const from = rows.indexOf(row);
    if (across) {
      const next = row.places.filter((place, i) => place.control && (across > 0 ? i > column : i < column));
      (across > 0 ? next[0] : next.at(-1))?.focus();
      return true;
    }
    const target = rows[Math.min(Math.max(from + down, 0), rows.length - 1)];
    if (target === row) row.places[column].commit();
    else target.places[column].focus();
    return true;
  }

  // What was copied from a spreadsheet is set out from this cell on.
  paste(event) {
    const cell = this.cellOf(event.composedPath()[0]);
    const block = cell && cells(event.clipboardData.getData("text/plain"));
    if (!block || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const { columns } = this.data;
    const keys = [...this.rows.keys()];
    const start = keys.indexOf(cell.row.key);
    while (this.grows && keys.length < start + block.length) {
      this.blank.push(this.make());
      keys.push(this.blank.at(-1));
    }
    const told = [];
    block.slice(0, keys.length - start).forEach((line, i) =>
      line.slice(0, columns.length - cell.column).forEach((text, j) => {
        const { key, kind } = columns[cell.column + j];
        if (["text", "number", "choice"].includes(kind)) told.push([keys[start + i], key, text.trim()]);
      }),
    );
    cell.row.places[cell.column].restore();
    if (told.length) this.set(told);
  }
}

// A row, with a place below it for what is to be said about its cells.
class Row {
  constructor(grid, key) {
    Object.assign(this, { grid, key });
    this.body = document.createElement("tbody");
    this.line = part(this.body, "tr", "");
    this.places = [];
    if (grid.grows) this.delete = new Delete(this);
  }

  // A place for every column; columns may come and go.
  fit() {
    const known = new Map(this.places.map((place) => [place.key, place]));
    const places = this.grid.data.columns.map((column, i) => {
      const place = known.get(`${column.key} ${column.kind}`) ?? new Place(this, column, i);
      known.delete(place.key);
      putAfter(i ? this.line.children[i - 1] : null, place.box, this.line);
      return place.offer(column);
    });
    for (const gone of known.values()) gone.box.remove();
    this.places = this.delete ? [...places, this.delete] : places;
  }

  show({ cells, faults }, number) {
    const { columns, words } = this.grid.data;
    if (this.columns !== this.grid.known) this.fit();
    this.columns = this.grid.known;
    const named = String(cells[0]).trim();
    columns.forEach(({ key, title }, i) => {
      const label = fill(named && i ? words.named_cell : words.cell, { column: title, row: number, name: named });
      this.places[i].show(cells[i], label, faults[key]);
    });
    this.delete?.show(fill(words.delete, { row: number }), this.grid.blank.includes(this.key));
    const said = columns.flatMap(({ key }) => faults[key] ?? []);
    if (!said.length) {
      this.fault?.remove();
      this.fault = null;
      return;
    }
    this.fault ??= part(this.body, "tr", "fault");
    if (this.fault.textContent === said.join("")) return;
    this.fault.replaceChildren();
    const box = part(this.fault, "td", "");
    box.colSpan = this.places.length;
    box.setAttribute("role", "alert");
    for (const sentence of said) part(box, "p", "", sentence);
    if (this.body.getRootNode().activeElement) box.scrollIntoView({ block: "nearest" });
  }

  isTouched() {
    const active = this.body.getRootNode().activeElement;
    return this.places.some((place) => place.control === active || place.isDirty?.());
  }
}

// A cell: what it shows, or the field in it.
class Place {
  constructor(row, column, index) {
    Object.assign(this, { row, key: `${column.key} ${column.kind}`, known: "" });
    this.box = document.createElement(index ? "td" : "th");
    this.box.className = column.kind;
    if (!index) this.box.scope = "row";
    this.control = this.make(this.box, column);
    if (!this.control) return;
    this.control.addEventListener("change", () => this.commit());
    this.control.addEventListener("blur", () => this.commit());
    if (!this.isText) return;
    this.control.addEventListener("pointerdown", () => (this.arrives = !this.isActive));
    this.control.addEventListener("pointerup", () => this.arrives && !this.isDirty() && this.control.select());
  }

  // The column as it is by now: its choices may have changed.
  offer(column) {
    const choices = column.choices.join("\n");
    if (column.kind === "choice" && choices !== this.choices) {
      const { value } = this.control;
      this.control.replaceChildren(...["", ...column.choices].map((choice) => new Option(choice, choice)));
      this.choose(value);
    }
    this.choices = choices;
    this.column = column;
    return this;
  }

  make(box, { kind }) {
    if (["shown", "figure", "bar"].includes(kind)) return null;
    const control = part(box, kind === "choice" ? "select" : "input", "");
    if (kind === "box") {
      control.type = "checkbox";
    } else if (kind !== "choice") {
      Object.assign(control, { type: "text", maxLength: 2000, autocomplete: "off", spellcheck: kind === "text" });
      control.size = kind === "number" ? 5 : 16;
      if (kind === "number") control.inputMode = "decimal";
      this.isText = true;
    }
    return control;
  }

  get value() {
    return this.column.kind === "box" ? this.control.checked : this.control.value;
  }

  get isActive() {
    return this.box.getRootNode().activeElement === this.control;
  }

  // Whether something was typed that is not entered yet.
  isDirty() {
    return Boolean(this.control) && this.value !== this.known;
  }

  show(value, label, fault) {
    if (!this.control) {
      this.say(value);
      return;
    }
    if (this.label !== label) this.control.setAttribute("aria-label", (this.label = label));
    if (fault) {
      this.control.setAttribute("aria-invalid", "true");
      this.control.title = fault;
    } else if (this.control.title) {
      this.control.removeAttribute("aria-invalid");
      this.control.title = "";
    }
    if ((this.isDirty() && this.isActive) || value === this.known) return;
    this.known = value;
    this.write();
  }

  say(value) {
    if (this.known === value) return;
    this.known = value;
    this.box.textContent = value;
    if (this.column.kind === "bar") this.box.style.setProperty("--part", `${value}%`);
  }

  write() {
    const { control, known } = this;
    if (this.column.kind === "box") control.checked = known;
    else if (this.column.kind === "choice") this.choose(known);
    else control.value = known;
  }

  // A word that is no choice stays to be seen.
  choose(word) {
    const { control } = this;
    if (![...control.options].some(({ value }) => value === word)) control.append(new Option(word, word));
    control.value = word;
  }

  // What was typed is entered. A field says so itself when it is left or its key is pressed, but not in every case.
  commit() {
    if (!this.isDirty()) return;
    // The browser leaves a field that is taken away.
    if (this.row.grid.draws) return void queueMicrotask(() => this.commit());
    this.known = this.value;
    this.row.grid.set([[this.row.key, this.column.key, this.known]]);
  }

  restore() {
    if (!this.isDirty()) return;
    this.write();
    if (this.isText) this.control.select();
  }

  tick({ repeat }) {
    if (repeat) return;
    this.control.checked = !this.control.checked;
    this.commit();
  }

  open() {
    if (this.isText) this.control.setSelectionRange(this.control.value.length, this.control.value.length);
  }

  focus() {
    this.control?.focus();
  }

  // What is typed where the cursor arrives takes the place of what was there.
  arrive() {
    if (this.isText && !this.isDirty()) this.control.select();
  }

  // Where a key leads from here: rows down, columns across.
  goes({ key, shiftKey }) {
    const { control } = this;
    if (key === "Enter") return [shiftKey ? -1 : 1, 0];
    if (shiftKey) return null;
    const rows = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[key];
    if (rows) return this.column.kind === "choice" ? null : [rows, 0];
    const columns = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!columns) return null;
    if (!this.isText) return [0, columns];
    const [from, to, end] = [control.selectionStart, control.selectionEnd, control.value.length];
    const whole = from === 0 && to === end;
    const edge = columns > 0 ? from === end : to === 0;
    return whole || edge ? [0, columns] : null;
  }
}

// The way out of a row. The arrow keys lead to it; the tabulator goes on to the next field that is typed in.
class Delete {
  constructor(row) {
    this.row = row;
    const box = part(row.line, "td", "delete");
    this.control = part(box, "button", "");
    part(this.control, "span", "icon", "close").setAttribute("aria-hidden", "true");
    Object.assign(this.control, { type: "button", tabIndex: -1 });
    this.control.addEventListener("click", () => row.grid.remove(row.key));
  }

  show(label, isBlank) {
    this.control.setAttribute("aria-label", label);
    this.control.title = label;
    this.control.hidden = isBlank;
  }

  goes({ key }) {
    const rows = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (rows) return [rows, 0];
    return key === "ArrowLeft" ? [0, -1] : null;
  }

  focus() {
    this.control.focus();
  }

  arrive() {}
  commit() {}
  restore() {}
  open() {}
}

// What has no figure comes last, or first.
function compare(one, other, words) {
  if (typeof one !== "number") return words.compare(one, other);
  const [least, most] = [one, other].map((figure) => (Number.isNaN(figure) ? -Infinity : figure));
  return least === most ? 0 : least < most ? -1 : 1;
}

// The cells of a text as spreadsheets copy it: tabs and line ends between them, quotes around a cell that holds any.
function cells(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const mark = text[i];
    const row = rows.at(-1);
    const start = row.at(-1) === "" && !quoted;
    if (quoted && mark === '"' && text[i + 1] === '"') {
      row[row.length - 1] += mark;
      i += 1;
    } else if (mark === '"' && (quoted || (start && /^"(?:[^"]|"")*"(?:[\t\r\n]|$)/.test(text.slice(i))))) quoted = !quoted;
    else if (!quoted && mark === "\t") row.push("");
    else if (!quoted && mark === "\n") rows.push([""]);
    else if (mark !== "\r") row[row.length - 1] += mark === "\n" ? " " : mark;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

// Something stands behind something else, or first. What goes elsewhere takes the cursor along, where the browser
// can do that; what stands there already is not touched.
function putAfter(before, element, parent) {
  const next = before ? before.nextSibling : parent.firstChild;
  if (next === element) return;
  if (element.isConnected && parent.moveBefore) parent.moveBefore(element, next);
  else parent.insertBefore(element, next);
}

function part(parent, name, kind, text = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  if (text) element.textContent = text;
  return parent.appendChild(element);
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A browser ticks a box when the key is let go, which may be after the box was moved and has lost it.
function isTick({ key, target }) {
  return key === " " && target.type === "checkbox";
}
