// Brings the quiz form into the card of an article. Without this module, or when anything fails, the same links and
// forms simply open the quiz page.

const FRAGMENT = "[data-quiz-form]";

function start(card) {
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  card.after(status);

  async function show(address, options) {
    const response = await fetch(address, options);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fragment = page.querySelector(FRAGMENT);
    if (!fragment) throw new Error(`No quiz in ${response.url}`);
    for (const link of fragment.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), response.url).href;
    }
    card.replaceChildren(document.adoptNode(fragment));
    const target = fragment.querySelector("[role=alert]") || fragment.querySelector(":checked") || fragment;
    target.focus();
    status.textContent = fragment.dataset.announce;
  }

  card.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href*='?choose=']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await show(link.href);
    } catch {
      location.assign(link.href);
    }
  });

  card.addEventListener("submit", async (event) => {
    const form = event.target;
    event.preventDefault();
    if (card.ariaBusy === "true") return;
    card.ariaBusy = "true";
    try {
      await show(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch {
      form.submit();
    } finally {
      card.ariaBusy = null;
    }
  });
}

for (const card of document.querySelectorAll(".quiz-card")) start(card);
