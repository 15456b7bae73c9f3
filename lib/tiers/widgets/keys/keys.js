// Turns keys of the keyboard into events, but never those that are meant for a text field or an open menu.
// The data name the keys of each event: {"undo": ["mod+z"]}; "mod" is Ctrl, or Cmd on a Mac.

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
  Object.assign(listener, { keys: data, send: setTriggerValue });
  return () => {
    document.removeEventListener("keydown", listener.hear);
    listeners.delete(parentElement);
  };
}

function hear(event, { keys, send }) {
  const modifiers = [(event.ctrlKey || event.metaKey) && "mod+", event.shiftKey && "shift+", event.altKey && "alt+"];
  const pressed = modifiers.filter(Boolean).join("") + event.key.toLowerCase();
  const [name] = Object.entries(keys).find(([, combinations]) => combinations.includes(pressed)) ?? [];
  if (!name || event.defaultPrevented || meantElsewhere(event)) return;
  event.preventDefault();
  send(name, true);
}

function meantElsewhere(event) {
  const [target] = event.composedPath();
  if (event.key === "Escape") return document.querySelector(OPEN) !== null;
  return target instanceof Element && target.closest(WRITING) !== null;
}
