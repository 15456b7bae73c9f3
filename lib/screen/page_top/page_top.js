// Streamlit scrolls a container that outlives the page in it, so a page would open where the last one was left.
const SHOWN = Symbol.for("palmares.page");

export default function ({ data }) {
  const shown = globalThis[SHOWN];
  if (shown !== undefined && shown !== data) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  globalThis[SHOWN] = data;
}
