// Screens that fill the screen, turned by keys, by a swipe or by a tap near an edge.
//
// What comes from Python: the screens as HTML, in which every text is escaped, and the words. What goes back: "leave",
// once. It is a modal dialog, so that nothing of the page under it can be reached; what fills the screen is a box in
// it, since a dialog itself may not.

const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
  Home: -Infinity, End: Infinity,
};
const SWIPE = 40; // pixels across that turn a screen
const STILL = 12; // pixels within which a touch is a tap
const EDGE = 0.35; // of the width, on either side, where a tap turns a screen
const WAY_OUT = 2500; // milliseconds for which the way out is shown after the hand has moved

const shows = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let show = shows.get(parentElement);
  if (!show) shows.set(parentElement, (show = new SlideShow(parentElement)));
  show.leave = () => setTriggerValue("leave", true);
  show.take(data);
  return () => {
    show.remove();
    shows.delete(parentElement);
  };
}

class SlideShow {
  constructor(root) {
    this.number = 0;
    this.dialog = add(root, "dialog", "show");
    this.box = add(this.dialog, "div", "box");
    this.box.tabIndex = -1;
    this.box.autofocus = true;
    this.stage = add(this.box, "div", "stage");
    this.stage.setAttribute("aria-live", "polite");
    this.place = add(this.box, "p", "place");
    this.exit = add(this.box, "button", "exit");
    this.exit.type = "button";
    this.exit.textContent = "×";
    this.exit.addEventListener("click", () => this.end());
    this.dialog.addEventListener("keydown", (event) => this.press(event));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.end();
    });
    this.box.addEventListener("pointerdown", (event) => (this.from = [event.clientX, event.clientY]));
    this.box.addEventListener("pointerup", (event) => this.release(event));
    this.box.addEventListener("pointercancel", () => (this.from = null));
    this.box.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.showWayOut());
    this.box.addEventListener("fullscreenchange", () => this.filled && !this.isFull() && this.end());
    this.dialog.showModal();
    this.fill();
  }

  take(data) {
    this.data = data;
    this.dialog.setAttribute("aria-label", data.title);
    this.exit.setAttribute("aria-label", data.leave);
    this.exit.title = data.leave;
    this.box.style.setProperty("--accent", data.accent);
    this.show(this.number);
  }

  // The whole screen, where the browser lets us: else the whole window it is.
  async fill() {
    try {
      await this.box.requestFullscreen({ navigationUI: "hide" });
      this.filled = true;
    } catch {
      this.filled = false;
    }
  }

  isFull() {
    return this.box.getRootNode().fullscreenElement === this.box;
  }

  show(number) {
    this.number = Math.min(Math.max(number, 0), this.data.screens.length - 1);
    const { about, sentence, picture, remark } = this.data.screens[this.number];
    this.stage.innerHTML = `<p class="about">${about}</p><h2>${sentence || about}</h2>
      <div class="picture">${picture}</div><p class="remark">${remark}</p>`;
    this.stage.dataset.screen = this.number + 1;
    this.place.textContent = this.data.places[this.number];
  }

  press(event) {
    if (!(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && this.exit.matches(":focus")) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(this.number + STEPS[event.key]);
  }

  release(event) {
    if (!this.from || event.button !== 0 || event.composedPath().includes(this.exit)) return;
    const across = event.clientX - this.from[0];
    const up = event.clientY - this.from[1];
    this.from = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > Math.abs(up)) this.show(this.number - Math.sign(across));
    else if (Math.hypot(across, up) < STILL) this.tap(event.clientX / this.box.clientWidth);
  }

  tap(along) {
    if (along > 1 - EDGE) this.show(this.number + 1);
    else if (along < EDGE) this.show(this.number - 1);
    else this.showWayOut();
  }

  showWayOut() {
    this.box.classList.add("stirred");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.box.classList.remove("stirred"), WAY_OUT);
  }

  end() {
    if (this.ended) return;
    this.ended = true;
    this.leave();
  }

  remove() {
    this.ended = true;
    clearTimeout(this.resting);
    if (this.isFull()) document.exitFullscreen().catch(() => {});
    this.dialog.close();
    this.dialog.remove();
  }
}

function add(parent, name, kind) {
  const element = document.createElement(name);
  element.className = kind;
  parent.appendChild(element);
  return element;
}
