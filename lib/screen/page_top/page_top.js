// Streamlit scrolls a container that outlives the page in it, so a page would open where the last one was left;
// and it calls every page English, so that a screen reader would read French with an English voice.
const SHOWN = Symbol.for("palmares.page");
const LISTENS = Symbol.for("palmares.menu");

export default function ({ data }) {
  if (!globalThis[LISTENS]) {
    document.addEventListener("click", closeMenu);
    new MutationObserver(nameUploadField).observe(document.body, { childList: true, subtree: true });
  }
  globalThis[LISTENS] = true;
  const shown = globalThis[SHOWN];
  if (shown !== undefined && shown !== data.page) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  globalThis[SHOWN] = data.page;
  document.documentElement.lang = data.language;
  nameUploadField();
}

// On a narrow screen the menu lies over the page, and only what calls itself a phone closes it after a choice.
function closeMenu({ target }) {
  if (!(target instanceof Element) || !target.closest("[data-testid=stSidebarNavLink]")) return;
  setTimeout(() => {
    document.querySelector("[data-testid=stSidebarCollapseButton] [aria-expanded=true]")?.click();
  });
}

// Streamlit says of the upload field that it is nothing, and names it all the same: a screen reader may skip it.
function nameUploadField() {
  document
    .querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")
    .forEach((field) => field.setAttribute("role", "group"));
}
