// The Pareto curve, filled tier by tier, with a handle at every boundary.
//
// A boundary that is dragged on it stops before its neighbours. The board (board.js) tells the picture where
// the boundaries lie, and is told of every move of the hand.

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.05, PageDown: -0.05 };
const A_LINE = 14; // characters on a line beside the curve
const LINE = 1.15; // height of such a line, in ems
const LABEL_GAP = 0.35; // between two labels there, in ems
const FINGER = 24; // pixels around a knob that count as it
const CROWD = 40; // pixels within which three handles crowd

// The points of the curve, what lies between them, and where a threshold cuts. The rule is that of
// lib/plan/cuts.py; a test holds the two to one another. `hair` is what shares are rounded down by.
export class Curve {
  constructor(data) {
    Object.assign(this, JSON.parse(data.points));
    this.clients = data.clients;
    this.hair = data.hair;
    this.magnified = false;
    this.exact = this.ranks.length === this.clients + 1;
    this.cumulative = [0];
    this.squares = [0];
    for (let place = 1; place < this.ranks.length; place += 1) {
      const count = this.ranks[place] - this.ranks[place - 1];
      const revenue = this.exact ? this.amounts[place] : (this.shares[place] - this.shares[place - 1]) * this.total;
      this.cumulative.push(this.cumulative[place - 1] + revenue);
      this.squares.push(this.squares[place - 1] + revenue ** 2 / count);
    }
    if (this.exact) this.total = this.cumulative.at(-1);
  }

  // The first place among ascending values that reaches a wanted one.
  static reaching(values, wanted) {
    let low = 1;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] >= wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // The last client of the upper tier when the threshold is at a share: the one that crosses it.
  cut(share, together) {
    let end = Curve.reaching(this.shares, share);
    if (this.exact) {
      while (together && end < this.clients && this.amounts[end] === this.amounts[end + 1]) end += 1;
      return this.point(end);
    }
    const along = (share - this.shares[end - 1]) / (this.shares[end] - this.shares[end - 1]);
    return {
      rank: Math.ceil(this.ranks[end - 1] + along * (this.ranks[end] - this.ranks[end - 1])),
      share,
      amount: this.amounts[end - 1] ** (1 - along) * this.amounts[end] ** along,
    };
  }

  // The cut at a share, held between the neighbours of its boundary.
  limited(share, { above, upto, first, last }, together) {
    const cut = this.cut(Math.min(Math.max(share, above + 2 * this.hair), upto - this.hair), together);
    return { ...cut, rank: Math.min(Math.max(cut.rank, first), last) };
  }

  // The roundest threshold that cuts there, as text.
  threshold(share, cut, { above, upto }, together) {
    const from = this.exact ? this.previous(cut.rank, together).share + this.hair : Math.max(above, share - 5e-4);
    const to = this.exact ? cut.share : Math.min(upto, share + 5e-4);
    const wanted = Math.min(Math.max(share, from), to);
    for (let digits = 2; digits < 12; digits += 1) {
      const rounded = wanted.toFixed(digits);
      if (rounded > from && rounded <= to) return rounded;
    }
    return to.toFixed(15);
  }

  // Where a tier may end: how many such places there are, counted from 1, and which a threshold cuts at.
  ends(together) {
    if (!this.exact) {
      return {
        count: this.clients,
        of: (rank) => rank,
        crossed: (share) => this.cut(Math.min(share, 1), false).rank,
        rank: (place) => place,
      };
    }
    const ranks = this.ranks.filter((rank) => rank && (!together || this.amounts[rank] !== this.amounts[rank + 1]));
    const of = (rank) => ranks.findIndex((end) => end >= rank) + 1;
    const shares = this.cumulative.map((revenue) => revenue / this.total);
    return {
      count: ranks.length,
      of,
      crossed: (share) => of(Curve.reaching(shares, share)),
      rank: (place) => ranks[place - 1],
    };
  }

  // What lies at a rank: in a list that is drawn thinned, along the line between two points.
  at(rank) {
    const share = this.along(this.cumulative, rank) / this.total;
    const end = Math.max(1, Curve.reaching(this.ranks, rank));
    const part = (rank - this.ranks[end - 1]) / (this.ranks[end] - this.ranks[end - 1]);
    const amount = part === 1 ? this.amounts[end] : this.amounts[end - 1] ** (1 - part) * this.amounts[end] ** part;
    return { rank, share, amount };
  }

  // The sums over the clients after one rank and up to another.
  sums(start, end) {
    const over = (values) => (values ? this.along(values, end) - this.along(values, start) : 0);
    return {
      clients: end - start,
      revenue: over(this.cumulative),
      today: over(this.today),
      squares: over(this.squares),
    };
  }

  // A cumulative figure at a rank.
  along(values, rank) {
    if (this.exact) return values[rank];
    const end = Math.max(1, Curve.reaching(this.ranks, rank));
    const part = (rank - this.ranks[end - 1]) / (this.ranks[end] - this.ranks[end - 1]);
    return values[end - 1] + part * (values[end] - values[end - 1]);
  }

  point(place) {
    return { rank: this.ranks[place], share: this.shares[place], amount: this.amounts[place] };
  }

  // The cut before one of an exact curve.
  previous(rank, together) {
    let place = rank - 1;
    while (together && place > 0 && this.amounts[place] === this.amounts[place + 1]) place -= 1;
    return this.point(place);
  }

  // How far along the axis a rank lies, 0 to 1. Under the magnifier ten times the rank is always the same way on,
  // so that the few at the top have as much room as the many.
  across(rank) {
    return this.magnified ? Math.log1p(rank) / Math.log1p(this.clients) : rank / this.clients;
  }

  // Where |across| + |up| from the origin comes to a length: right and up both move along the curve.
  shareAt(length, width, height) {
    const along = this.ranks.map((rank, place) => this.across(rank) * width + this.shares[place] * height);
    const end = Curve.reaching(along, length);
    const part = (length - along[end - 1]) / (along[end] - along[end - 1]);
    return this.shares[end - 1] + Math.min(1, Math.max(0, part)) * (this.shares[end] - this.shares[end - 1]);
  }
}

export class Picture {
  // `hand` is told what it does: hold(index, cut, threshold), let go with drop(), put down with put(index, threshold).
  constructor(root, hand) {
    this.hand = hand;
    this.shown = []; // the boundaries as they are drawn
    this.tiers = [];
    this.names = ""; // of the tiers
    this.handles = [];
    this.box = add(root, "div", { class: "picture" }, "");
    this.svg = add(this.box, "svg", { role: "group" });
    this.areas = add(this.svg, "g");
    this.line = add(this.svg, "path", { class: "curve" });
    this.axis = add(this.svg, "g", { class: "axis", "aria-hidden": "true" });
    this.eighty = add(this.svg, "g", { class: "eighty" });
    this.labels = add(this.svg, "g");
    this.grips = add(this.svg, "g");
    this.readout = add(this.box, "div", { class: "readout", hidden: "", "aria-hidden": "true" }, "");
    this.magnifier = add(this.box, "button", { class: "magnifier", type: "button", hidden: "" }, "");
    this.magnifier.addEventListener("click", () => this.magnify(!this.curve.magnified));
    this.observer = new ResizeObserver(() => this.redraw(true));
    this.observer.observe(this.box);
    this.svg.addEventListener("pointerdown", (event) => this.grab(event));
    // A page scrolls under a finger, but not while it holds a knob.
    const still = (event) => this.held && event.preventDefault();
    this.svg.addEventListener("touchstart", still, { passive: false });
    this.svg.addEventListener("pointermove", (event) => this.drag(event));
    this.svg.addEventListener("pointerup", (event) => this.release(event));
    this.svg.addEventListener("pointercancel", () => this.drop());
    this.svg.addEventListener("lostpointercapture", (event) => {
      // A finger is captured by the knob it touches until the picture takes it over: that is no loss.
      if (event.target === this.svg) this.drop();
    });
    this.svg.addEventListener("keydown", (event) => this.press(event));
    for (const kind of ["focusin", "focusout", "pointerover", "pointerout"]) {
      this.svg.addEventListener(kind, () => this.redraw());
    }
  }

  remove() {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    this.box.remove();
  }

  // The curve and the words; the same ones again when only the theme has changed.
  take(data) {
    if (data.points !== this.data?.points) this.curve = new Curve(data);
    this.data = data;
    if (channel.magnified?.list === data.list) this.curve.magnified = channel.magnified.on;
    const number = (digits) =>
      new Intl.NumberFormat(data.language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        roundingMode: "halfEven",
      });
    [this.whole, this.tenths] = [number(0), number(1)];
    this.plural = new Intl.PluralRules(data.language);
    this.box.style.setProperty("--accent", data.accent);
    say(this.magnifier, data.words.magnifier);
    this.svg.setAttribute("aria-label", data.words.picture);
    this.redraw(true);
  }

  // Where the boundaries lie, by the last answer and the moves that have none yet; but for what the hand holds.
  show(answer, cuts) {
    const another = this.cuts?.list !== answer.list || this.shown.length !== cuts.length;
    this.cuts = answer;
    const names = answer.tiers.map((tier) => tier.name).join("\n");
    const renamed = names !== this.names;
    this.names = names;
    if (another) this.held = null;
    this.shown = cuts.map((cut, index) => (this.held?.index === index ? this.shown[index] : cut));
    if (another) this.undecided = channel.magnified?.list !== answer.list;
    this.redraw(renamed);
  }

  // The magnifier stays as the hand has set it, also where the picture is drawn elsewhere on the page.
  magnify(on) {
    this.curve.magnified = on;
    channel.magnified = { list: this.data.list, on };
    this.redraw(true);
  }

  // Whether three handles lie so close that they cannot be told apart: in the breadth alone, or in the plane as well,
  // where the hand could not get at them.
  crowded(inThePlane) {
    const places = this.shown.map((cut) => [
      (cut.rank / this.curve.clients) * (this.right - this.left),
      inThePlane ? this.y(cut.share) : 0,
    ]);
    return places.slice(2).some(([x, y], i) => Math.hypot(x - places[i][0], y - places[i][1]) < CROWD);
  }

  redraw(anew = false) {
    this.stale ||= anew;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (this.cuts?.list !== this.data?.list) return;
      if (this.box.clientWidth === 0) return;
      this.match();
      if (this.stale) this.still();
      if (this.undecided && this.crowded(true)) {
        this.curve.magnified = true;
        this.still();
      }
      this.undecided = this.stale = false;
      this.moving();
    });
  }

  // As many areas, labels and handles as there are tiers.
  match() {
    const count = this.cuts.tiers.length;
    while (this.tiers.length > count) {
      const { area, letter, square, label } = this.tiers.pop();
      for (const element of [area, letter, square, label]) element.remove();
    }
    while (this.tiers.length < count) {
      this.tiers.push({
        area: add(this.areas, "path"),
        letter: add(this.labels, "text", { class: "letter" }),
        square: add(this.labels, "rect"),
        label: add(this.labels, "text", { "dominant-baseline": "central" }),
      });
      this.stale = true;
    }
    while (this.handles.length > count - 1) this.handles.pop().remove();
    while (this.handles.length < count - 1) {
      const handle = add(this.grips, "g", {
        class: "handle",
        role: "slider",
        tabindex: 0,
        "aria-orientation": "horizontal",
      });
      add(handle, "line", { class: "edge" });
      add(handle, "circle", { class: "reach", r: FINGER });
      add(handle, "circle", { class: "ring" });
      add(handle, "circle", { class: "knob" });
      for (const side of [-1, 1]) add(handle, "line", { class: "grip", "data-side": side });
      this.handles.push(handle);
      this.stale = true;
    }
  }

  // What does not move: the frame, the curve, the 80 % lines.
  still() {
    const { words, eighty } = this.data;
    this.em = parseFloat(getComputedStyle(this.box).fontSize);
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    this.left = 3.1 * this.em;
    this.top = 1.9 * this.em;
    this.bottom = this.height - 3.4 * this.em;
    const edge = (narrow) => {
      this.narrow = narrow;
      return this.width - this.widestLabel() - 1.9 * this.em;
    };
    this.right = edge(false);
    if (this.right - this.left < 15 * this.em) this.right = edge(true);
    const [x, y] = [(share) => this.x(share * this.curve.clients), (share) => this.y(share)];
    this.axis.replaceChildren();
    add(this.axis, "path", { d: `M${this.left},${this.top}V${this.bottom}H${this.right}` });
    for (const share of this.right - this.left < 18 * this.em ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      const label = this.percent(share, this.whole);
      if (!this.curve.magnified) this.tick(x(share), label);
      add(this.axis, "line", { x1: this.left - 4, x2: this.left, y1: y(share), y2: y(share) });
      add(
        this.axis,
        "text",
        { x: this.left - 8, y: y(share), "text-anchor": "end", "dominant-baseline": "central" },
        label,
      );
    }
    if (this.curve.magnified) this.rankTicks();
    const title = { class: "axis-title" };
    add(this.axis, "text", { ...title, x: 0, y: 0.9 * this.em }, words.up);
    add(
      this.axis,
      "text",
      { ...title, x: this.right, y: this.bottom + 2.9 * this.em, "text-anchor": "end" },
      this.curve.magnified ? words.magnified : words.across,
    );
    this.line.setAttribute("d", `M${this.stretch(0, this.curve.ranks.length).join("L")}`);
    this.eighty.replaceChildren();
    add(this.eighty, "line", { x1: x(0), x2: x(eighty), y1: y(0.8), y2: y(0.8) });
    add(this.eighty, "line", { x1: x(eighty), x2: x(eighty), y1: y(0.8), y2: y(0) });
    add(this.eighty, "circle", { cx: x(eighty), cy: y(0.8), r: 4 });
    const label = add(this.eighty, "text", { y: y(0.8) + 1.5 * this.em }, words.eighty);
    const wide = label.getComputedTextLength();
    const left = Math.min(x(eighty) + 0.7 * this.em, this.right - wide - 0.3 * this.em);
    label.setAttribute("x", left);
    this.eightyLabel = { left, right: left + wide, top: y(0.8) + 0.5 * this.em, bottom: y(0.8) + 1.9 * this.em };
    this.magnifier.setAttribute("aria-pressed", this.curve.magnified);
    for (const handle of this.handles) this.dress(handle);
  }

  tick(x, label) {
    add(this.axis, "line", { x1: x, x2: x, y1: this.bottom, y2: this.bottom + 4 });
    add(this.axis, "text", { x, y: this.bottom + 1.3 * this.em, "text-anchor": "middle" }, label);
  }

  // 1, 10, 100 … and the last rank, each where it has room before the next.
  rankTicks() {
    const last = this.curve.clients;
    const room = (0.62 * this.whole.format(last).length + 0.8) * this.em;
    for (let rank = 1; this.x(rank) < this.right - room; rank *= 10) this.tick(this.x(rank), this.whole.format(rank));
    this.tick(this.right, this.whole.format(last));
  }

  // The widest that a label beside the curve can get.
  widestLabel() {
    const probe = add(this.labels, "text");
    const lines = this.cuts.tiers.flatMap((tier) => this.label(tier.name, this.curve.clients));
    const widths = lines.map((line) => {
      say(probe, line);
      return probe.getComputedTextLength();
    });
    probe.remove();
    return Math.max(...widths);
  }

  dress(handle) {
    const knob = 0.62 * this.em;
    handle.querySelector(".knob").setAttribute("r", knob);
    handle.querySelector(".ring").setAttribute("r", knob + 5);
    for (const grip of handle.querySelectorAll(".grip")) {
      const x = grip.dataset.side * knob * 0.3;
      set(grip, { x1: x, x2: x, y1: -knob * 0.35, y2: knob * 0.35 });
    }
  }

  // What moves: areas, labels, handles, and the readout of the one in use.
  moving() {
    const edges = [{ rank: 0, share: 0 }, ...this.shown, { rank: this.curve.clients, share: 1 }];
    const labels = this.cuts.tiers.map((tier, i) =>
      this.label(tier.name, edges[i + 1].rank - edges[i].rank + tier.placed),
    );
    const middles = labels.map((_, i) => this.y((edges[i + 1].share + edges[i].share) / 2));
    const heights = this.spread(middles, labels);
    this.tiers.forEach((parts, i) => {
      this.moveTier(parts, this.cuts.tiers[i], edges[i], edges[i + 1]);
      this.moveLabel(parts, this.cuts.tiers[i], labels[i], heights[i]);
    });
    this.handles.forEach((handle, i) => this.moveHandle(handle, i));
    if (!this.held) this.magnifier.hidden = !this.curve.magnified && !this.crowded(false);
    const active = this.held
      ? this.handles[this.held.index]
      : this.handles.find((handle) => handle.matches(":focus-visible, :hover"));
    for (const handle of this.handles) handle.classList.toggle("active", handle === active);
    this.svg.classList.toggle("held", Boolean(this.held));
    this.tell(active);
  }

  moveTier({ area, letter }, tier, from, to) {
    const [x0, x1] = [this.x(from.rank), this.x(to.rank)];
    const { ranks } = this.curve;
    const inside = this.stretch(
      Curve.reaching(ranks, from.rank + 1),
      Curve.reaching(ranks, to.rank) + (to.rank === this.curve.clients ? 1 : 0),
    );
    const outline = [`${x0},${this.y(from.share)}`, ...inside, `${x1},${this.y(to.share)}`];
    set(area, { d: `M${x0},${this.bottom}L${outline.join("L")}V${this.bottom}Z`, fill: tier.fill });
    const room = Math.max(1.4, 0.4 + 0.62 * tier.name.length) * this.em;
    const wide = x1 - x0 > room && this.bottom - this.y(to.share) > 2.4 * this.em;
    set(letter, { x: (x0 + x1) / 2, y: this.bottom - 0.7 * this.em });
    letter.style.fill = tier.ink;
    say(letter, wide ? tier.name : "");
  }

  moveLabel({ square, label }, tier, lines, height) {
    const side = 0.75 * this.em;
    const x = this.right + 0.6 * this.em;
    set(square, { x, y: height - side / 2, width: side, height: side, fill: tier.fill });
    const left = x + side + 0.45 * this.em;
    while (label.childElementCount > lines.length) label.lastChild.remove();
    lines.forEach((line, i) => {
      const part = label.children[i] ?? add(label, "tspan", { "dominant-baseline": "central" });
      set(part, { x: left, y: height + (i - (lines.length - 1) / 2) * LINE * this.em });
      say(part, line);
    });
  }

  moveHandle(handle, index) {
    const cut = this.shown[index];
    const { above, upto } = this.cuts.boundaries[index];
    const y = this.y(cut.share);
    const [upper, lower] = this.sides(index);
    set(handle, {
      transform: `translate(${this.x(cut.rank)},${y})`,
      "aria-label": fill(this.data.words.handle, { upper, lower }),
      "aria-valuemin": (above * 100).toFixed(1),
      "aria-valuemax": (upto * 100).toFixed(1),
      "aria-valuenow": (cut.share * 100).toFixed(1),
      "aria-valuetext": this.meaning(cut).join(", "),
    });
    handle.firstChild.setAttribute("y2", this.bottom - y);
  }

  // What a boundary means, beside its handle, where it covers neither a figure nor a knob.
  tell(active) {
    const index = this.handles.indexOf(active);
    this.readout.hidden = index < 0;
    if (index < 0) return;
    const cut = this.shown[index];
    const heading = document.createElement("strong");
    heading.textContent = this.sides(index).join(" | ");
    const lines = this.meaning(cut).map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    });
    this.readout.replaceChildren(heading, ...lines);
    const { offsetWidth: width, offsetHeight: height } = this.readout;
    const [left, top] = this.freePlace(index, width, height);
    this.readout.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  // Within the axes, where no label stands: to the left above the curve, else to the right below it or over it, else
  // wherever it covers least. A finger hides what lies below it.
  freePlace(index, width, height) {
    const [x, y] = [this.x(this.shown[index].rank), this.y(this.shown[index].share)];
    const away = 1.2 * this.em;
    const [ceiling, floor] = [this.top, this.bottom - 2.2 * this.em - height];
    const leftward = [x - width - away, y - height - 0.4 * this.em];
    const below = [x + away, y + away];
    const above = [x + away, y - height - away];
    const lowest = [x + away, floor];
    const wanted = this.held?.finger ? [leftward, above, lowest, below] : [leftward, below, lowest, above];
    const places = [...wanted, [x - width - away, floor], [this.right - width, floor], [this.left, ceiling]].map(
      ([left, top]) => [
        Math.max(this.left, Math.min(left, this.right - width)),
        Math.max(ceiling, Math.min(top, floor)),
      ],
    );
    const knob = 0.9 * this.em;
    const kept = this.shown.map((cut) => {
      const [across, up] = [this.x(cut.rank), this.y(cut.share)];
      return { left: across - knob, right: across + knob, top: up - knob, bottom: up + knob };
    });
    kept.push(this.eightyLabel);
    const covered = places.map(([left, top]) => {
      const box = { left, top, right: left + width, bottom: top + height };
      return kept.reduce((sum, other) => sum + overlap(box, other), 0);
    });
    return places[covered.indexOf(Math.min(...covered))];
  }

  // The hand

  grab(event) {
    if (event.button !== 0 || !this.cuts) return;
    const [x, y] = this.pointer(event);
    const far = this.shown.map((cut) => Math.hypot(this.x(cut.rank) - x, this.y(cut.share) - y));
    const onLine = this.shown.map((cut) => y > this.y(cut.share) && Math.abs(this.x(cut.rank) - x) < 6);
    const near = far.map((distance, i) => (onLine[i] ? Math.min(distance, FINGER) : distance));
    const index = near.indexOf(Math.min(...near));
    if (index < 0 || near[index] > FINGER) return;
    event.preventDefault();
    this.handles[index].focus({ preventScroll: true });
    this.svg.setPointerCapture(event.pointerId);
    const cut = this.shown[index];
    const offset = this.length(this.x(cut.rank), this.y(cut.share)) - this.length(x, y);
    this.held = { index, offset, start: cut, pointer: event.pointerId, finger: event.pointerType === "touch" };
    this.redraw();
  }

  drag(event) {
    if (event.pointerId !== this.held?.pointer) return;
    const { index, offset } = this.held;
    const length = this.length(...this.pointer(event)) + offset;
    this.held.share = this.curve.shareAt(length, this.right - this.left, this.bottom - this.top);
    this.shown[index] = this.nearest(index, length);
    this.hand.hold(index, this.shown[index], this.threshold(index, this.held.share));
    this.redraw();
  }

  // In a list so short that the clients can be told apart, the cut nearest to the pointer.
  nearest(index, length) {
    const cut = this.limited(index, this.held.share);
    if (!this.curve.exact || cut.rank <= this.cuts.boundaries[index].first) return cut;
    const before = this.curve.previous(cut.rank, this.cuts.together);
    const far = ({ rank, share }) => Math.abs(this.length(this.x(rank), this.y(share)) - length);
    return far(before) < far(cut) ? before : cut;
  }

  release(event) {
    if (event.pointerId !== this.held?.pointer) return;
    const { index, start, share } = this.held;
    this.held = null;
    if (share !== undefined && this.shown[index].rank !== start.rank) this.hand.put(index, this.threshold(index, share));
    else this.hand.drop();
  }

  // Let go without a word to the plan: what was there comes back.
  drop() {
    if (!this.held) return;
    this.held = null;
    this.hand.drop();
  }

  press(event) {
    const index = this.handles.indexOf(event.target.closest(".handle"));
    if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && this.held) {
      this.drop();
    } else if (event.key in STEPS || event.key === "Home" || event.key === "End") {
      if (!this.held) this.step(index, event.key);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // One percent of the revenue, or five, but at least one client.
  step(index, key) {
    const now = this.shown[index];
    const { above, upto } = this.cuts.boundaries[index];
    const by = STEPS[key];
    let share = by === undefined ? (key === "Home" ? above : upto) : now.share + by;
    if (by && this.curve.exact && this.limited(index, share).rank === now.rank) {
      share = by > 0 ? now.share + 2 * this.curve.hair : this.curve.previous(now.rank, this.cuts.together).share;
    }
    const cut = this.limited(index, share);
    if (cut.rank === now.rank) return;
    this.shown[index] = cut;
    this.hand.put(index, this.threshold(index, share));
  }

  // The roundest threshold that cuts where the picture shows it.
  threshold(index, share) {
    return this.curve.threshold(share, this.shown[index], this.cuts.boundaries[index], this.cuts.together);
  }

  limited(index, share) {
    return this.curve.limited(share, this.cuts.boundaries[index], this.cuts.together);
  }

  // Places

  x(rank) {
    return this.left + this.curve.across(rank) * (this.right - this.left);
  }

  y(share) {
    return this.bottom - share * (this.bottom - this.top);
  }

  length(x, y) {
    return x - this.left + this.bottom - y;
  }

  pointer(event) {
    const { left, top } = this.box.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  stretch(from, to) {
    const { ranks, shares } = this.curve;
    const places = [];
    for (let i = from; i < to; i += 1) places.push(`${this.x(ranks[i]).toFixed(1)},${this.y(shares[i]).toFixed(1)}`);
    return places;
  }

  // Heights from below upwards, moved apart so that labels do not cover one another.
  spread(heights, labels) {
    const half = labels.map((lines) => ((lines.length * LINE + LABEL_GAP) / 2) * this.em);
    const apart = heights.map(() => 0);
    let floor = this.bottom + half[0];
    heights.forEach((height, i) => {
      apart[i] = Math.min(height, floor - half[i]);
      floor = apart[i] - half[i];
    });
    let ceiling = 0;
    for (let i = apart.length - 1; i >= 0; i -= 1) {
      apart[i] = Math.max(apart[i], ceiling + half[i]);
      ceiling = apart[i] + half[i];
    }
    return apart;
  }

  // Words

  sides(index) {
    return [this.cuts.tiers[index].name, this.cuts.tiers[index + 1].name];
  }

  meaning(cut) {
    const { words } = this.data;
    const amount = fill(words.money, { amount: this.whole.format(cut.amount / this.data.unit) });
    return [
      this.clientCount(cut.rank),
      fill(words.revenue, { share: this.percent(cut.share, this.tenths) }),
      fill(words.amount, { amount }),
    ];
  }

  // The lines of a label: the name in full and how many clients.
  label(name, count) {
    const clients = this.narrow ? this.whole.format(count) : this.clientCount(count);
    return name.length <= 2 ? [`${name} · ${clients}`] : [...inLines(name), clients];
  }

  clientCount(count) {
    return fill(this.data.words[this.plural.select(count)], { count: this.whole.format(count) });
  }

  percent(share, digits) {
    return fill(this.data.words.percent, { share: digits.format(share * 100) });
  }
}

// A tier's name on as many lines as it takes; a word that is longer than a line is parted.
function inLines(name) {
  const words = name.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${A_LINE}}`, "gu")) ?? []);
  return words.reduce((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= A_LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

// The area that two boxes share.
function overlap(one, other) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const up = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.max(0, across) * Math.max(0, up);
}

function add(parent, name, attributes = {}, text = undefined) {
  const html = name === "div" || name === "button";
  const element = html ? document.createElement(name) : document.createElementNS(SVG, name);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(set(element, attributes));
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
