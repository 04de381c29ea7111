// Leaving a form with changes that are not saved: the browser asks first.
const form = document.querySelector("#content-main form[id$=_form]")

// What a save would send, files aside.
const sent = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"))

function watch() {
  // A page that was refused shows what is not saved yet.
  let saved = document.querySelector("#content-main .errornote") ? "" : null
  let leaves = false
  // Editors tidy their texts while the page loads: what counts is how the form stood when it was first touched.
  const touch = () => (saved ??= sent())
  for (const kind of ["pointerdown", "keydown", "focusin"]) document.addEventListener(kind, touch, { capture: true })
  form.addEventListener("submit", (event) => {
    leaves = event.submitter?.formTarget !== "_blank"
  })
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && saved !== null && sent() !== saved) event.preventDefault()
  })
  // Back from the next page with the browser's button: the form stands again, and is not being sent.
  window.addEventListener("pageshow", () => (leaves = false))
}

if (form?.querySelector(".submit-row input[type=submit]")) watch()
