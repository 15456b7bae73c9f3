// A grid draws the field for a cell when the first key is typed into it, and the first time it has to fetch the
// code of the field: what is typed until then would go to the grid, which drops it. Keys that come too early
// wait here until the field is there, and are handed on in their order; so is what is pasted after them.

const MARK = Symbol.for("palmares.typing");
const GRID = "[class*=st-key-grid_] canvas";
const FIELD = ".gdg-style :is(textarea, input)";
const PATIENCE = 150; // pictures until a cell counts as one without a field

const early = []; // keys that wait, and texts to paste
let busy = false;

export default function () {
  if (globalThis[MARK]) return;
  globalThis[MARK] = true;
  document.addEventListener("keydown", hear, true);
  window.addEventListener("paste", hearPaste, true);
}

function hear(event) {
  if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey) return;
  const grid = event.target.closest?.(GRID);
  if (busy && (grid || event.target.closest?.(FIELD))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    early.push({ key: event.key });
  } else if (grid && event.key.length === 1) {
    busy = true;
    hand(grid);
  }
}

function hearPaste(event) {
  if (!event.isTrusted || !busy) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  early.push({ pasted: event.clipboardData.getData("text/plain") });
}

// The first key has gone its way; hand on those that came after it.
async function hand(grid) {
  await fieldOf();
  while (early.length) {
    const { key, pasted } = early.shift();
    const field = document.querySelector(FIELD);
    if (pasted !== undefined) {
      paste(field, grid, pasted);
    } else {
      press(field ?? grid, key);
      if (field) write(field, key);
      else if (key.length === 1) await fieldOf();
    }
    await picture();
  }
  busy = false;
}

// Until the field is there, or is not to be expected any more.
async function fieldOf() {
  for (let waited = 0; waited < PATIENCE && !document.activeElement?.matches(FIELD); waited += 1) await picture();
}

function press(target, key) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
}

function write(field, key) {
  if (key === "Backspace") fill(field, field.value.slice(0, -1));
  else if (key.length === 1) fill(field, field.value + key);
}

function paste(field, grid, text) {
  if (field) {
    fill(field, field.value + text);
    return;
  }
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  grid.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}

// As if it had been typed, so that React hears of it.
function fill(field, text) {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
  set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function picture() {
  return new Promise(requestAnimationFrame);
}
