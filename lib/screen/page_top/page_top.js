// Streamlit scrolls a container that outlives the page in it, so a page would open where the last one was left;
// it calls every page English, so that a screen reader would read French with an English voice; and what it says
// itself it says in English.
const SHOWN = Symbol.for("palmares.page");
const LISTENS = Symbol.for("palmares.menu");
const WORDS = Symbol.for("palmares.words");
const SAID = ["aria-label", "placeholder"];
// Where Streamlit writes words of its own; nowhere else is a text touched.
const WRITTEN = [
  "[data-testid=stSkipToContent]",
  "[data-testid=InputInstructions]",
  "[data-testid=stDialog]",
  "[data-testid=stFileChip]",
  "[data-testid=stTooltipContent]",
  "[data-testid=stSelectboxVirtualDropdown]",
].join();

export default function ({ data }) {
  if (!globalThis[LISTENS]) {
    document.addEventListener("click", closeMenu);
    const seen = { childList: true, subtree: true, attributeFilter: SAID };
    new MutationObserver(correct).observe(document.body, seen);
  }
  globalThis[LISTENS] = true;
  const shown = globalThis[SHOWN];
  if (shown !== undefined && shown !== data.page) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  globalThis[SHOWN] = data.page;
  globalThis[WORDS] = data.words.map(asRule);
  document.documentElement.lang = data.language;
  correct();
}

function correct() {
  nameUploadField();
  translate();
}

// A word of Streamlit's, with a gap for what it puts in, and what it is in the language of the page.
function asRule([theirs, ours]) {
  const [before, after] = theirs.split("*");
  return { before, after, ours };
}

function translated(text) {
  for (const { before, after, ours } of globalThis[WORDS]) {
    if (after === undefined ? text === before : text.startsWith(before) && text.endsWith(after)) {
      return ours.replace("*", () => text.slice(before.length, text.length - (after ?? "").length));
    }
  }
  return text;
}

function translate() {
  for (const name of SAID) {
    document.querySelectorAll(`[${name}]`).forEach((element) => {
      const said = element.getAttribute(name);
      const ours = translated(said);
      if (ours !== said) element.setAttribute(name, ours);
    });
  }
  document.querySelectorAll(WRITTEN).forEach((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const ours = translated(texts.currentNode.nodeValue);
      if (ours !== texts.currentNode.nodeValue) texts.currentNode.nodeValue = ours;
    }
  });
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
