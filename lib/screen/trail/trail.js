// The steps as a list of links. A link of its own would open a new session without the list that is loaded: the
// server is asked to open the page in this one.
export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav") ?? parentElement.appendChild(document.createElement("nav"));
  const focused = nav.getRootNode().activeElement?.dataset.page;
  nav.setAttribute("aria-label", data.name);
  const list = document.createElement("ol");
  data.steps.forEach((step, index) => list.append(item(step, index, data.step, setTriggerValue)));
  nav.replaceChildren(list);
  if (focused) nav.querySelector(`[data-page="${focused}"]`)?.focus();
}

function item(step, index, current, setTriggerValue) {
  const link = document.createElement("a");
  link.href = step.page === "clients" ? "/" : `/${step.page}`;
  link.dataset.page = step.page;
  if (step.said) link.setAttribute("aria-label", step.said);
  // "page": it is the one that is open; "step": the open page belongs to it.
  if (step.page === current) link.setAttribute("aria-current", step.is_open ? "page" : "step");
  link.append(part("mark", step.said ? "✓" : index + 1), part("title", step.title));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    setTriggerValue("page", step.page);
  });
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

function part(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
