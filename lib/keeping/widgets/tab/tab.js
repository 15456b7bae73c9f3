// Which tab of the browser this is: a token that lives in sessionStorage, where no other tab or site sees it.
// Without a token from Python, the one that was kept is said ("" for a new tab), and to which session; with one,
// it is kept.

const KEY = "palmares.tab";

export default function ({ data, setStateValue }) {
  if (data.token) write(data.token);
  else setStateValue("said", { to: data.session, token: read() });
}

function read() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function write(token) {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // then this tab is a new one after it is loaded again
  }
}
