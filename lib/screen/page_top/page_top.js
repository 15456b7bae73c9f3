// Streamlit scrolls a container that outlives the page in it, so a page would open where the last one was left;
// and it calls every page English, so that a screen reader would read French with an English voice.
const SHOWN = Symbol.for("palmares.page");

export default function ({ data }) {
  const shown = globalThis[SHOWN];
  if (shown !== undefined && shown !== data.page) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  globalThis[SHOWN] = data.page;
  document.documentElement.lang = data.language;
}
