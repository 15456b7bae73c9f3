// Turns keys of the keyboard into events, but never those that are meant for a text field or an open menu.
// The data name the keys of each event, {"undo": ["mod+z"]}, where "mod" is Ctrl, or Cmd on a Mac; what has to be on the
// page for an event, so that a key works as soon as its button is seen; how many views lie over the page; and the
// control that gets the focus back when one of them is left.

const listeners = new WeakMap();
const WRITING = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const OPEN = "[role=listbox], [role=dialog], [role=menu]";

export default function ({ data, parentElement, setTriggerValue }) {
  let listener = listeners.get(parentElement);
  if (!listener) {
    listener = { hear: (event) => hear(event, listener) };
    listeners.set(parentElement, listener);
    document.addEventListener("keydown", listener.hear);
  }
  const left = data.depth < listener.depth;
  Object.assign(listener, { keys: data.keys, where: data.where, depth: data.depth, send: setTriggerValue });
  if (left) focusOn(data.entry);
  return () => {
    document.removeEventListener("keydown", listener.hear);
    listeners.delete(parentElement);
  };
}

function hear(event, { keys, where, send }) {
  const modifiers = [(event.ctrlKey || event.metaKey) && "mod+", event.shiftKey && "shift+", event.altKey && "alt+"];
  const pressed = modifiers.filter(Boolean).join("") + event.key.toLowerCase();
  const [name] = Object.entries(keys).find(([, combinations]) => combinations.includes(pressed)) ?? [];
  if (!name || event.defaultPrevented || meantElsewhere(event)) return;
  if (name in where && !document.querySelector(where[name])) return;
  event.preventDefault();
  send(name, true);
}

// Where the hand was before: the control that led into the view that was left, as soon as it is there again and nothing
// that lies over the page keeps it from the focus.
function focusOn(selector, tries = 240) {
  const control = document.querySelector(selector);
  control?.focus();
  if (tries && (!control || document.activeElement !== control)) {
    requestAnimationFrame(() => focusOn(selector, tries - 1));
  }
}

function meantElsewhere(event) {
  const [target] = event.composedPath();
  if (event.key === "Escape") return document.querySelector(OPEN) !== null;
  return target instanceof Element && target.closest(WRITING) !== null;
}
