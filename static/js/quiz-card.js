// Brings the form of a quiz or a survey into its card on the article. Without this module, or when anything fails, the
// same links and forms simply open the form's own page.
function start(card) {
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  card.after(status);

  // The module that a form names comes before the form itself, so that nothing is sent without it.
  async function show(response) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const part = page.querySelector("[data-form-part]");
    if (!part) throw new Error(`No form in ${response.url}`);
    for (const link of part.querySelectorAll("a:not([href^='#'])")) {
      link.href = new URL(link.getAttribute("href"), response.url).href;
    }
    const script = part.dataset.script && (await import(part.dataset.script));
    card.replaceChildren(document.adoptNode(part));
    script?.start(part, show, response.url.includes("choose="));
    const at = (selector) => part.querySelector(selector);
    (at("[role=alert]") ?? at(":checked") ?? at("fieldset[tabindex]") ?? part).focus();
    status.textContent = part.dataset.announce;
  }

  card.addEventListener("click", async (event) => {
    const link = event.target.closest("a[rel~=nofollow]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await show(await fetch(link.href));
    } catch {
      location.assign(link.href);
    }
  });
}

for (const card of document.querySelectorAll("[data-form-card]")) start(card);
