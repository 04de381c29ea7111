// A learner's form over a bad connection: keeps the draft of a quiz on the server after each change, and sends without
// leaving the page, so that no tick is lost when that fails. Without this module the browser sends the form itself.

const PAUSE = 400; // ms after a change
const FIRST_WAIT = 1000, LONGEST_WAIT = 60000; // ms before trying again

// What the article's page knows of its reading goes with each form, as seconds ago.
function filled(form, button) {
  const data = new URLSearchParams(new FormData(form, button));
  for (const name of ["opened", "read"]) {
    const at = Number(document.documentElement.dataset[name]);
    if (at) data.set(`article-${name}`, Math.max(0, Math.round((Date.now() - at) / 1000)));
  }
  return data;
}

function post(address, body) {
  return fetch(address, { method: "POST", body, keepalive: true });
}

// part: the place of the form. show: puts the part of a response in its stead. isChosen: whether the address ticked an
// option, which no draft holds yet.
export function start(part, show, isChosen) {
  const form = part.querySelector("form[method=post]");
  if (!form) return;
  const status = part.querySelector("[data-saved]");
  const unsent = part.querySelector("template");
  let timer, button, notice, wait = FIRST_WAIT, isDirty = false, isSaving = false, isSending = false;

  function say(words, address) {
    status.textContent = words;
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = words;
    status.replaceChildren(link);
  }

  function saveIn(time) {
    clearTimeout(timer);
    timer = setTimeout(save, time);
  }

  async function save() {
    if (!isDirty || isSaving || isSending || !form.isConnected || !form.dataset.draft) return;
    isSaving = true;
    isDirty = false;
    try {
      const response = await post(form.dataset.draft, filled(form));
      if (response.status === 404) return; // the quiz was taken down: nothing more to save
      const told = await response.json();
      if (told.token && form.elements.csrfmiddlewaretoken.value !== told.token) {
        form.elements.csrfmiddlewaretoken.value = told.token;
        isDirty = true;
        wait = 0;
      } else if (response.status >= 500) {
        isDirty = true;
        say(told.problem);
      } else {
        wait = FIRST_WAIT;
        say(told.problem ?? told.left_out ?? status.dataset.saved, told.address);
      }
    } catch {
      isDirty = true;
      say(status.dataset.unsaved);
    }
    isSaving = false;
    if (isDirty) {
      saveIn(wait);
      wait = Math.min(Math.max(wait * 2, FIRST_WAIT), LONGEST_WAIT);
    }
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    notice?.remove();
    try {
      const response = await post(form.action, filled(form, button));
      await response.clone().text();
      if (response.status >= 500 && response.status !== 503) throw new Error(response.status);
      await show(response).catch(() => form.submit());
    } catch {
      notice = unsent.content.firstElementChild.cloneNode(true);
      notice.querySelector("button").addEventListener("click", send);
      unsent.before(notice);
      notice.focus();
      isSending = false;
      isDirty = true;
      saveIn(wait);
    }
  }

  function changed() {
    isDirty = true;
    saveIn(PAUSE);
  }

  form.addEventListener("change", changed);
  if (isChosen && form.querySelector(":checked")) changed();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button = event.submitter;
    send();
  });
  addEventListener("online", () => saveIn(0));
  addEventListener("pagehide", save);
  // A page that the browser kept shows the ticks of then; the server knows those of now.
  addEventListener("pageshow", (event) => {
    if (event.persisted && show === showHere && !isDirty) location.reload();
  });
}

// On the form's own page the next step is a page of its own; a form that comes back takes the place of the one sent.
async function showHere(response) {
  if (response.redirected) return location.assign(response.url);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = page.querySelector("[data-form-part]");
  document.querySelector("[data-form-part]").replaceWith(document.adoptNode(part));
  document.title = page.title;
  start(part, showHere);
  part.querySelector("[role=alert]")?.focus();
}

const own = document.querySelector("[data-form-part]:not([data-form-card] *)");
if (own) {
  const isChosen = location.search.includes("choose=");
  start(own, showHere, isChosen);
  // Loading the page again is no second choice.
  if (isChosen) history.replaceState(history.state, "", location.pathname);
}
