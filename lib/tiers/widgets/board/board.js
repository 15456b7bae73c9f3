// The live part of the meeting page: sliders, curve, columns and table in one element, which follow the hand by
// themselves.
//
// What comes from Python: the curve and the words once per list (this component's data), the answer of every
// step, said in full. What goes back: the moves that have no answer yet, each a number, what is moved, its index
// and its value. Both pass through step.js, by a shared channel. What is shown is the last answer with those moves
// and the one that the hand is making played on it; once there are none, the answer alone.

const channel = (globalThis[Symbol.for("palmares.step")] ??= new EventTarget());
const boards = new WeakMap();
const MOVES = {
  threshold: (plan, index, share) => plan.withThreshold(index, Number(share)),
  budget: (plan, index, percent) => plan.withShare(index, Math.floor((percent * plan.whole) / 100)),
  lock: (plan, index, held) => plan.withLock(index, held),
};
const ICONS = { undo: "undo", redo: "redo", reset: "restart_alt" };

export default function ({ data, parentElement, setTriggerValue }) {
  let board = boards.get(parentElement);
  if (!board) boards.set(parentElement, (board = new Board(parentElement)));
  board.open = (page) => setTriggerValue("page", page);
  board.take(data);
  return () => {
    board.remove();
    boards.delete(parentElement);
  };
}

class Board {
  constructor(root) {
    this.waiting = []; // moves without an answer
    this.number = 0; // of the last move
    this.held = null; // the move that the hand is making
    this.box = part(root, "div", "board");
    const top = part(this.box, "div", "top");
    this.headline = part(top, "p", "headline");
    this.buttons = part(top, "div", "buttons");
    this.controls = part(this.box, "div", "controls");
    this.curveBox = part(this.box, "div", "curve-box");
    this.columns = part(this.box, "div", "shares");
    this.table = new Table(part(this.box, "div", "tiers"));
    this.next = part(this.box, "a", "next");
    this.next.addEventListener("click", (event) => {
      event.preventDefault();
      this.open(this.data.next.page);
    });
    this.meaning = new Meaning(part(this.box, "div", "meaning"), this);
    this.picture = new Picture(this.curveBox, {
      hold: (index, cut, threshold) => this.hold({ what: "cut", index, cut, value: threshold }),
      put: (index, threshold) => this.put("threshold", index, threshold),
      drop: () => this.drop(),
    });
    this.thresholds = new Sliders(this.controls, "thresholds", this, (percent) => (percent / 100).toFixed(2));
    this.budgets = new Sliders(this.controls, "budgets", this, Number);
    this.bars = [];
    this.heard = () => this.settle();
    channel.addEventListener("answer", this.heard);
  }

  remove() {
    channel.removeEventListener("answer", this.heard);
    this.picture.remove();
    cancelAnimationFrame(this.frame);
    this.box.remove();
  }

  // The list and the words; the same ones again when only the theme has changed.
  take(data) {
    const another = data.points !== this.data?.points || data.language !== this.data?.language;
    this.data = data;
    this.box.dataset.view = data.view;
    if (another) {
      this.notation = new Notation(data);
      this.fixed();
    }
    this.picture.take(data);
    this.settle();
  }

  // The words that stay.
  fixed() {
    const { words, columns, measures } = this.data;
    const headings = columns.map((column) => [words[`column.${column}`], words[`help.${column}`]]);
    this.table.head(words.table, [[words.tier], ...headings]);
    this.columns.replaceChildren();
    this.bars = measures.map((measure) => new Bar(this.columns, measure));
    this.thresholds.fixed(words.thresholds);
    this.budgets.fixed(words.budgets);
    this.meaning.fixed(words);
    this.buttons.replaceChildren(
      ...Object.entries(ICONS).map(([move, icon]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.move = move;
        part(button, "span", "icon", icon).setAttribute("aria-hidden", "true");
        part(button, "span", "", words[move]);
        button.addEventListener("click", () => this.put(move, 0, null));
        return button;
      }),
    );
    this.further();
    this.units();
  }

  // The way on, below what the page is opened for and above what is read in detail.
  further() {
    const { page, title } = this.data.next;
    this.next.href = `/${page}`;
    this.next.replaceChildren();
    part(this.next, "span", "icon", "arrow_forward").setAttribute("aria-hidden", "true");
    part(this.next, "span", "", title);
  }

  // In what thresholds are typed.
  units() {
    const { words, units } = this.data;
    this.unit ??= part(this.thresholds.head, "div", "units");
    this.unit.setAttribute("role", "radiogroup");
    this.unit.setAttribute("aria-label", words.unit);
    this.unit.replaceChildren(
      ...Object.entries(units).map(([unit, sign]) => {
        const label = document.createElement("label");
        const choice = part(label, "input", "");
        Object.assign(choice, { type: "radio", name: "unit", value: unit });
        part(label, "span", "", sign);
        choice.addEventListener("change", () => this.put("unit", 0, unit));
        return label;
      }),
    );
  }

  settle() {
    const answer = channel.answer;
    if (!this.data || answer?.list !== this.data.list) return;
    const another = this.answer?.list !== answer.list || this.answer.tiers.length !== answer.tiers.length;
    this.answer = answer;
    this.number = Math.max(this.number, answer.answered);
    this.waiting = another ? [] : this.waiting.filter(([number]) => number > answer.answered);
    if (another) this.held = null;
    this.base = new LivePlan(this.picture.curve, answer);
    this.draw();
  }

  // The plan as the hand has it, or null where it is the answer's.
  live() {
    if (!this.waiting.length && !this.held) return null;
    const plan = this.waiting.reduce(
      (now, [, what, index, value]) => (MOVES[what] ? MOVES[what](now, index, value) : now),
      this.base,
    );
    if (!this.held) return plan;
    const { what, index, value, cut } = this.held;
    return what === "cut" ? plan.withCut(index, cut.rank, Number(value)) : MOVES[what](plan, index, value);
  }

  draw() {
    const { answer } = this;
    this.box.dataset.waiting = this.waiting.length;
    this.box.style.setProperty("--tiers", answer.tiers.length);
    const plan = this.live();
    const names = answer.tiers.map((tier) => tier.name);
    const shown = plan ? said(plan, this.notation, names, this.data.columns, answer.unit) : answer.said;
    this.show(plan ?? this.base, shown, names);
  }

  show(plan, shown, names) {
    const { answer, data } = this;
    this.picture.show(
      answer,
      plan.ranks.map((rank, i) => (rank === answer.boundaries[i].rank ? answer.boundaries[i] : plan.curve.at(rank))),
    );
    inBold(this.headline, shown.headline);
    this.table.show(answer.tiers, shown.rows);
    this.bars.forEach((bar, i) => bar.show(answer.tiers, shown.bars[i]));
    this.thresholds.show(shown.thresholds, shown.thresholds_at, {
      typed: shown.typed.map((text, i) => ({
        text,
        label: fill(data.words[`typed.${answer.unit}`], { upper: names[i], lower: names[i + 1] }),
      })),
    });
    this.budgets.show(shown.budgets, shown.budgets_at, {
      locks: plan.locked.map((held, i) => ({ held, label: fill(data.words.lock, { tier: names[i] }) })),
    });
    for (const button of this.buttons.children) button.disabled = answer[button.dataset.move] === false;
    if (answer.meaning) this.meaning.show(answer.meaning);
    for (const choice of this.unit.querySelectorAll("input")) choice.checked = choice.value === answer.unit;
  }

  // The hand is making a move: at the next picture everything follows it.
  hold(move) {
    this.held = move;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (this.answer) this.draw();
    });
  }

  drop() {
    this.held = null;
    if (this.answer) this.draw();
  }

  // The move is made. It is sent until it is answered, so that none is lost when two come quickly.
  put(what, index, value) {
    this.held = null;
    this.number += 1;
    this.waiting.push([this.number, what, index, value]);
    channel.send([...this.waiting]);
    // A key is heard as held and as made at once: one picture is enough.
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.draw();
  }
}

// One row a slider: its label, the slider, and a field to type or a lock beside it.
class Sliders {
  constructor(parent, name, board, value) {
    Object.assign(this, { board, value, name, rows: [] });
    this.what = name === "budgets" ? "budget" : "threshold";
    this.box = part(parent, "div", name);
    this.head = part(this.box, "div", "head");
    this.title = part(this.head, "h2", "");
  }

  fixed(title) {
    this.title.textContent = title;
  }

  show(labels, positions, { typed, locks }) {
    while (this.rows.length > labels.length) this.rows.pop().box.remove();
    while (this.rows.length < labels.length) this.rows.push(this.row(this.rows.length, Boolean(locks)));
    this.rows.forEach((row, i) => {
      say(row.label, labels[i]);
      row.label.title = labels[i];
      const text = fill(this.board.data.words.percent, { share: positions[i] });
      if (this.board.held?.source !== row.slider) row.slider.value = positions[i];
      row.slider.setAttribute("aria-valuetext", text);
      if (typed) row.type(typed[i]);
      if (locks) row.hold(locks[i]);
    });
  }

  row(index, locked) {
    const { board, what } = this;
    const box = part(this.box, "div", "row");
    const label = part(box, "label", "");
    const slider = part(box, "input", "");
    Object.assign(slider, { type: "range", min: 0, max: 100, step: 1, id: `${what}-${index}` });
    label.htmlFor = slider.id;
    const value = () => this.value(Number(slider.value));
    slider.addEventListener("input", () => board.hold({ what, index, value: value(), source: slider }));
    slider.addEventListener("change", () => board.put(what, index, value()));
    slider.addEventListener("keydown", (event) => event.key === "Escape" && board.held?.source === slider && board.drop());
    const beside = locked ? lock(box, index, board) : field(box, index, board);
    return { box, label, slider, type: beside, hold: (held) => beside(held, slider) };
  }
}

// The field to type a threshold; what is being typed stays.
function field(box, index, board) {
  const input = part(box, "input", "typed");
  Object.assign(input, { type: "text", maxLength: 30, inputMode: "decimal", autocomplete: "off" });
  let known = "";
  input.addEventListener("change", () => {
    known = input.value;
    board.put("typed", index, [board.answer.unit, input.value]);
  });
  return ({ text, label }) => {
    input.setAttribute("aria-label", label);
    if (board.waiting.some(([, what, other]) => what === "typed" && other === index)) return;
    if (input.getRootNode().activeElement === input && input.value !== known) return;
    known = input.value = text;
  };
}

function lock(box, index, board) {
  const label = part(box, "label", "lock");
  const input = part(label, "input", "");
  input.type = "checkbox";
  const words = part(label, "span", "");
  input.addEventListener("change", () => board.put("lock", index, input.checked));
  return ({ held, label: text }, slider) => {
    input.checked = held;
    slider.disabled = held;
    say(words, text);
  };
}

// Where it is too wide for the screen it scrolls by itself, so the keyboard must be able to get there.
class Table {
  constructor(box) {
    this.box = box;
    box.setAttribute("role", "region");
    box.tabIndex = 0;
    const table = part(box, "table", "");
    this.headings = part(part(table, "thead", ""), "tr", "");
    this.body = part(table, "tbody", "");
  }

  head(label, headings) {
    this.box.setAttribute("aria-label", label);
    this.headings.replaceChildren();
    this.body.replaceChildren();
    for (const [heading, help] of headings) {
      const cell = part(this.headings, "th", help ? "explained" : "", heading);
      cell.scope = "col";
      if (help) cell.title = help;
    }
  }

  show(tiers, rows) {
    const width = this.headings.children.length;
    while (this.body.children.length > rows.length) this.body.lastChild.remove();
    while (this.body.children.length < rows.length) {
      const row = part(this.body, "tr", "");
      part(row, "th", "").scope = "row";
      for (let i = 1; i < width; i += 1) part(row, "td", "");
    }
    rows.forEach((cells, i) => {
      const [name, ...places] = this.body.children[i].children;
      say(name, tiers[i].name);
      paint(name, tiers[i]);
      places.forEach((place, column) => say(place, cells[column]));
    });
  }
}

// One column of the article's picture, tier A at the bottom; `|` in its name is where the line breaks.
class Bar {
  constructor(parent, measure) {
    const figure = part(parent, "figure", "");
    this.measure = measure.replaceAll("|", " ");
    this.column = part(figure, "div", "");
    this.column.setAttribute("role", "img");
    part(figure, "figcaption", "", measure.replaceAll("|", "\n"));
  }

  show(tiers, { shares, percents, boxes }) {
    while (this.column.children.length > tiers.length) this.column.lastChild.remove();
    while (this.column.children.length < tiers.length) part(this.column, "span", "");
    const all = tiers.map((tier, i) => `${tier.name} ${percents[i]}`);
    this.column.setAttribute("aria-label", [this.measure, ...all].join(" · "));
    tiers.forEach((tier, i) => {
      const box = this.column.children[tiers.length - 1 - i];
      box.style.height = `${(shares[i] * 100).toFixed(3)}%`;
      box.title = all[i];
      paint(box, tier);
      say(box, boxes[i]);
    });
  }
}

function paint(element, { fill: background, ink }) {
  element.style.background = background;
  element.style.color = ink;
}

// What a move means, in words, and what the plan is compared with.
class Meaning {
  constructor(box, board) {
    const choice = part(box, "label", "reference");
    this.label = part(choice, "span", "");
    this.select = part(choice, "select", "");
    this.select.addEventListener("change", () => board.put("reference", 0, this.select.value));
    this.changes = part(box, "div", "changes");
    this.heading = part(box, "h2", "");
    this.parts = ["plan", "edges", "notices"].map((name) => [name, part(box, "div", name)]);
  }

  fixed(words) {
    this.label.textContent = words.reference;
    this.heading.textContent = words.meaning;
  }

  show(meaning) {
    const { references, reference } = meaning;
    if (references.join("\n") !== this.references) {
      this.references = references.join("\n");
      this.select.replaceChildren(...references.map((name) => new Option(name, name)));
    }
    this.select.selectedIndex = reference;
    paragraphs(this.changes, meaning.changes);
    for (const [name, box] of this.parts) paragraphs(box, meaning[name]);
  }
}

function paragraphs(box, sentences) {
  while (box.children.length > sentences.length) box.lastChild.remove();
  while (box.children.length < sentences.length) part(box, "p", "");
  sentences.forEach((sentence, i) => inBold(box.children[i], sentence));
}

const BOLD = "\u2063"; // around what is bold in a sentence

function inBold(element, sentence) {
  if (element.dataset.said === sentence) return;
  element.dataset.said = sentence;
  element.replaceChildren();
  sentence.split(BOLD).forEach((words, i) => part(element, i % 2 ? "strong" : "span", "", words));
}

function part(parent, name, kind, text = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  if (text) element.textContent = text;
  return parent.appendChild(element);
}
