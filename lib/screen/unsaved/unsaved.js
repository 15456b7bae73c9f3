// Leaving the page with unsaved work asks first. A download makes no new page, so whether the plan was really
// made is asked of the server after a click on its button, until it says so.

const SHARED = Symbol.for("palmares.unsaved");
const DOWNLOADS = ".st-key-download, .st-key-plan_at_hand";
const ASK_EVERY = 1000;
const ASK_FOR = 120;

export default function ({ data, setTriggerValue }) {
  const shared = (globalThis[SHARED] ??= listening());
  shared.unsaved = data.unsaved;
  if (data.part === "page") shared.ask = () => setTriggerValue("asked", true);
  if (!data.unsaved) shared.left = 0;
}

function listening() {
  const shared = { unsaved: false, left: 0, ask: () => {} };
  addEventListener("beforeunload", (event) => {
    if (shared.unsaved) event.preventDefault();
  });
  addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.(DOWNLOADS)) shared.left = ASK_FOR;
    },
    { capture: true },
  );
  setInterval(() => {
    if (shared.left > 0) {
      shared.left -= 1;
      shared.ask();
    }
  }, ASK_EVERY);
  return shared;
}
