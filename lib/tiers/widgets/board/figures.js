// What follows from a plan while a hand moves it, until the answer of the server replaces it: where the
// thresholds cut, who gets how much, and how it is said. The rules are those of lib/plan (moves, cuts, members,
// budgets), of lib/tiers (sentences, tier_table, shares) and of lib/texts; the figures in them come from there
// with the data. Tests hold the two to one another on generated lists.

// A plan on a list: the ranks at which it cuts, its thresholds, its shares of the budget.
export class LivePlan {
  constructor(curve, step) {
    Object.assign(this, step.plan);
    this.curve = curve;
    this.together = step.together;
    this.ranks = step.boundaries.map((boundary) => boundary.rank);
  }

  with(changes) {
    return Object.assign(Object.create(LivePlan.prototype), this, changes);
  }

  // One threshold moves; another that stands in its way is pushed along.
  withThreshold(index, share) {
    const { curve, together } = this;
    const ends = curve.ends(together);
    const moved = between(index + 1, ends.crossed(share), ends.count - this.ranks.length + index);
    const thresholds = [...this.thresholds];
    const ranks = this.ranks.map((rank, other) => {
      if (other === index) return ends.rank(moved);
      const pushed = other < index ? Math.min : Math.max;
      const now = ends.of(rank);
      const place = pushed(now, moved + other - index);
      if (place !== now || (curve.exact && ends.crossed(thresholds[other]) !== place))
        thresholds[other] = curve.at(ends.rank(place)).share;
      thresholds[other] = pushed(thresholds[other], share);
      return ends.rank(place);
    });
    thresholds[index] = share;
    return this.with({ ranks, thresholds }).ruled();
  }

  // One boundary is at a rank, and the others stay.
  withCut(index, rank, share) {
    const set = (values, value) => values.map((other, i) => (i === index ? value : other));
    return this.with({ ranks: set(this.ranks, rank), thresholds: set(this.thresholds, share) }).ruled();
  }

  // One tier gets so much of the budget; those that are not locked follow in proportion.
  withShare(index, wanted) {
    const { shares, locked, whole } = this;
    const others = shares.map((_, i) => i).filter((i) => i !== index && !locked[i]);
    if (locked[index] || !others.length) return this;
    const held = sum(shares.filter((_, i) => i !== index && locked[i]));
    const moved = between(0, wanted, whole - held);
    const rest = split(
      whole - held - moved,
      others.map((i) => shares[i]),
    );
    const result = [...shares];
    result[index] = moved;
    others.forEach((i, place) => (result[i] = rest[place]));
    return this.with({ shares: result, rule: null });
  }

  withLock(index, held) {
    return this.with({ locked: this.locked.map((lock, i) => (i === index ? held : lock)), rule: null });
  }

  // Shares that follow a rule follow the tiers.
  ruled() {
    if (!this.rule) return this;
    const runs = this.runs();
    const all = sum(runs.map((run) => run.revenue));
    const weights = {
      mix: ({ revenue }) => (100 - this.mix) * all + this.mix * runs.length * revenue,
      clients: ({ clients }) => clients,
      today: ({ today }) => today,
    };
    return this.with({ shares: split(this.whole, runs.map(weights[this.rule])) });
  }

  cuts() {
    return this.ranks.map((rank) => this.curve.at(rank));
  }

  // The clients of each tier: a run of ranks, and the few that were placed elsewhere by hand.
  runs() {
    const edges = [0, ...this.ranks, this.curve.clients];
    const away = this.away(edges);
    return edges.slice(1).map((end, index) => {
      const start = edges[index];
      const left = away.filter((client) => client.cut === index);
      const joined = away.filter((client) => client.tier === index);
      const run = this.curve.sums(start, end);
      for (const [sign, clients] of [
        [1, joined],
        [-1, left],
      ]) {
        run.clients += sign * clients.length;
        run.revenue += sign * sum(clients.map(({ revenue }) => revenue));
        run.today += sign * sum(clients.map(({ today }) => today));
        run.squares += sign * sum(clients.map(({ revenue }) => revenue ** 2));
      }
      const gone = new Set(left.map(({ rank }) => rank));
      let [first, last] = [start + 1, end];
      while (first <= end && gone.has(first)) first += 1;
      while (last > start && gone.has(last)) last -= 1;
      const revenues = joined.map(({ revenue }) => revenue);
      if (first <= last) revenues.push(this.curve.at(first).amount, this.curve.at(last).amount);
      return { ...run, largest: Math.max(...revenues), smallest: Math.min(...revenues) };
    });
  }

  // Who is not where the cuts alone would put it. No tier is left empty: the latest placement that would do
  // that is suspended.
  away(edges) {
    const tierAt = (rank) => edges.findIndex((edge) => edge >= rank) - 1;
    const last = this.ranks.length;
    const standing = this.placed.map(([rank, tier, revenue, today]) => {
      return { rank, cut: tierAt(rank), tier: Math.min(tier, last), revenue, today };
    });
    const sizes = edges.slice(1).map((end, i) => end - edges[i]);
    for (const client of standing) {
      sizes[client.cut] -= 1;
      sizes[client.tier] += 1;
    }
    for (let empty = sizes.indexOf(0); empty >= 0; empty = sizes.indexOf(0)) {
      const place = standing.findLastIndex((client) => client.cut === empty && client.tier !== empty);
      if (place < 0) break;
      const [client] = standing.splice(place, 1);
      sizes[client.cut] += 1;
      sizes[client.tier] -= 1;
    }
    return standing.filter((client) => client.cut !== client.tier);
  }

  // What each tier is, brings and gets. Amounts are in parts of a unit of the currency.
  tiers() {
    const minutes = split(this.minutes, this.shares);
    const { clients, total, today } = this.curve;
    return this.runs().map((run, i) => {
      const mean = run.revenue / run.clients;
      const variance = Math.max(run.squares / run.clients - mean ** 2, 0);
      const tier = {
        ...run,
        minutes: minutes[i],
        clientShare: run.clients / clients,
        revenueShare: run.revenue / total,
        budgetShare: this.shares[i] / this.whole,
        each: minutes[i] / run.clients,
        spread: run.largest / run.smallest,
        variation: run.largest === run.smallest ? 0 : Math.sqrt(variance) / mean,
      };
      tier.baselineShare = today ? run.today / today.at(-1) : tier.clientShare;
      tier.intensity = tier.budgetShare / tier.revenueShare;
      tier.perHour = minutes[i] ? round((run.revenue * 60) / minutes[i]) : null;
      return tier;
    });
  }
}

// A language's way of writing figures, and the sentences of the page around them.
export class Notation {
  constructor({ language, words, unit, rules }) {
    Object.assign(this, { words, unit, rules });
    const writer = (style) =>
      [0, 1, 2].map((digits) => {
        const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
        return new Intl.NumberFormat(language, { style, ...exactly, roundingMode: "halfEven" });
      });
    [this.numbers, this.percents] = [writer("decimal"), writer("percent")];
    this.plural = new Intl.PluralRules(language);
  }

  whole(count) {
    return this.numbers[0].format(count);
  }

  number(value, digits) {
    return this.numbers[digits].format(round(value, digits));
  }

  percent(share, digits = 0) {
    const parts = this.percents[digits].formatToParts(share);
    const figures = parts.filter(({ type }) => type !== "percentSign" && type !== "literal");
    return fill(this.words.percent, { share: figures.map(({ value }) => value).join("") });
  }

  // A share as it was set: whole where it is whole.
  set(share) {
    const tenths = round(round(share * 1e9) / 1e6);
    return this.percent(tenths / 1000, tenths % 10 ? 1 : 0);
  }

  money(amount) {
    return fill(this.words.money, { amount: this.whole(amount / this.unit) });
  }

  count(clients) {
    return fill(this.words[this.plural.select(clients)], { count: this.whole(clients) });
  }

  hours(minutes) {
    const whole = round(minutes);
    if (whole < 60) return fill(this.words.minutes, { minutes: this.whole(whole) });
    const rest = whole % 60;
    const hours = rest === 0 || whole >= 6000 ? round(whole / 60) : Math.floor(whole / 60);
    if (rest === 0 || whole >= 6000) return fill(this.words.hours, { hours: this.whole(hours) });
    const minutesPast = String(rest).padStart(2, "0");
    return fill(this.words.hours_minutes, { hours: this.whole(hours), minutes: minutesPast });
  }

  rhythm(minutes) {
    const { times, long, calls, shortest, step } = this.rules.rhythm;
    for (const [unit, enough] of Object.entries(long)) {
      const each = minutes / times[unit];
      if (each >= enough) return fill(this.words[`long_${unit}`], { time: this.hours(each) });
    }
    for (const period of calls) {
      const each = step * round(minutes / times[period] / step);
      if (each >= shortest) return fill(this.words[`call.${period}`], { minutes: this.whole(each) });
    }
    if (minutes <= 0) return this.words.nothing;
    return fill(this.words.little, { time: this.hours(Math.max(1, minutes)) });
  }

  headline(tiers, names) {
    const last = tiers.at(-1);
    return fill(this.words.headline, {
      last: names.at(-1),
      clients: this.count(last.clients),
      revenue: this.percent(last.revenueShare),
      alike: this.percent(last.baselineShare),
      plan: this.percent(last.budgetShare),
    });
  }

  threshold(cut, set, [upper, lower]) {
    const share = this.percent(cut.share, 1);
    const values = { upper, lower, clients: this.count(cut.rank), share, amount: this.money(cut.amount) };
    if (this.percent(set, 1) === share) return fill(this.words.threshold, values);
    return fill(this.words.threshold_set, { ...values, set: this.set(set) });
  }

  budget(tier, name) {
    return fill(this.words.budget, {
      tier: name,
      share: this.percent(tier.budgetShare),
      hours: this.hours(tier.minutes),
      each: this.rhythm(tier.each),
    });
  }

  // A row of the table, in the order of its columns.
  cells(tier, columns) {
    const write = {
      clients: () => this.whole(tier.clients),
      revenue: () => this.money(tier.revenue),
      revenue_share: () => this.percent(tier.revenueShare, 1),
      spread: () => fill(this.words.times, { number: this.number(tier.spread, 1) }),
      variation: () => this.percent(tier.variation),
      hours: () => this.hours(tier.minutes),
      hours_per_client: () => this.hours(tier.each),
      revenue_per_hour: () => (tier.perHour === null ? this.words.no_figure : this.money(tier.perHour)),
      intensity: () => this.number(tier.intensity, 2),
    };
    return columns.map((column) => write[column]());
  }

  // What has room within a box of a column.
  boxLabel(name, share) {
    const { smallest, room, letters, line } = this.rules.box;
    const percent = this.percent(share);
    if (share < smallest) return "";
    if ([...name].length <= room) return `${name}\u00a0 ${percent}`;
    const lines = 1 + sum(name.split(/\s+/).map((word) => Math.ceil([...word].length / letters)));
    return share >= lines * line ? `${name}\n${percent}` : percent;
  }
}

// All that is said of a plan, as `said` of lib/tiers/live_figures.py says it.
export function said(plan, notation, names, columns, unit) {
  const tiers = plan.tiers();
  const cuts = plan.cuts();
  const percents = (shares) => shares.map((share) => round(round(share * 1e9) / 1e7));
  const typed = {
    share: (cut, i) => notation.set(plan.thresholds[i]),
    clients: (cut) => notation.whole(cut.rank),
    amount: (cut) => notation.money(cut.amount),
  };
  return {
    headline: tiers.length > 1 ? notation.headline(tiers, names) : "",
    thresholds: cuts.map((cut, i) => notation.threshold(cut, plan.thresholds[i], [names[i], names[i + 1]])),
    thresholds_at: percents(plan.thresholds),
    typed: cuts.map(typed[unit]),
    budgets: tiers.map((tier, i) => notation.budget(tier, names[i])),
    budgets_at: percents(tiers.map((tier) => tier.budgetShare)),
    rows: tiers.map((tier) => notation.cells(tier, columns)),
    bars: MEASURES.map((measure) => {
      const shares = tiers.map((tier) => tier[measure]);
      return {
        shares,
        percents: shares.map((share) => notation.percent(share)),
        boxes: shares.map((share, i) => notation.boxLabel(names[i], share)),
      };
    }),
  };
}

const MEASURES = ["clientShare", "revenueShare", "baselineShare", "budgetShare"];

// Whole parts of a whole number in proportion to weights: the largest remainders get what is left over.
export function split(total, weights) {
  let parts = weights.map((weight) => BigInt(Math.round(weight)));
  if (parts.every((part) => part === 0n)) parts = parts.map(() => 1n);
  const whole = parts.reduce((all, part) => all + part, 0n);
  const exact = parts.map((part) => part * BigInt(total));
  const shares = exact.map((part) => Number(part / whole));
  const remainders = exact.map((part) => part % whole);
  const order = shares.map((_, i) => i).sort((a, b) => (remainders[a] === remainders[b] ? a - b : remainders[a] < remainders[b] ? 1 : -1));
  for (const i of order.slice(0, total - sum(shares))) shares[i] += 1;
  return shares;
}

// Halves to the even neighbour, by the exact value of the number, as Python rounds.
export function round(value, digits = 0) {
  const near = Number(value.toFixed(digits));
  const [, past = ""] = Math.abs(value).toFixed(60).split(".");
  if (!/^50*$/.test(past.slice(digits))) return near;
  const scale = 10 ** digits;
  const below = Math.floor(value * scale);
  return (below % 2 === 0 ? below : below + 1) / scale;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function between(least, value, most) {
  return Math.min(Math.max(value, least), most);
}

function sum(values) {
  return values.reduce((all, value) => all + value, 0);
}
