// A page that was refused begins with what is wrong: a list whose lines lead to their fields, wherever these stand.
const gettext = window.gettext ?? ((text) => text)
const note = document.querySelector("#content-main .errornote")

function nameOf(list) {
  const id = list.id.replace(/_error$/, "")
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`) ?? list.closest(".form-row, td")?.querySelector("label, legend")
  const block = list.closest(".inline-related, .inline-group")?.querySelector("h3 b, .inline-heading")
  const words = [block, label].map((node) => node?.textContent.replace(/:\s*$/, "").trim()).filter(Boolean)
  return words.join(", ") || gettext("This page")
}

// What is typed into, as it is shown: an editor or grid may stand for the field that is sent.
function fieldOf(list) {
  const place = list.closest(".form-row, td, .inline-related, form")
  const fields = place?.querySelectorAll("[contenteditable=true], input:not([type=hidden]), select, textarea") ?? []
  return [...fields].find((field) => field.checkVisibility())
}

function show(list) {
  list.closest(".inline-related")?.classList.remove("collapsed")
  for (let box = list.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
  list.scrollIntoView({ block: "center" })
  fieldOf(list)?.focus({ preventScroll: true })
}

function line(list) {
  const link = document.createElement("a")
  link.href = `#${list.id}`
  link.textContent = `${nameOf(list)}: ${[...list.children].map((item) => item.textContent).join(" ")}`
  link.addEventListener("click", (event) => {
    event.preventDefault()
    show(list)
  })
  const item = document.createElement("li")
  item.append(link)
  return item
}

function summarise() {
  const lists = [...document.querySelectorAll("#content-main .errorlist")].filter((list) => !list.closest(".empty-form"))
  // As they are seen: blocks are placed by CSS.
  lists.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
  document.querySelector(".refused-fields")?.remove()
  const summary = document.createElement("ul")
  summary.append(...lists.map(line))
  note.after(summary)
  summary.className = "refused-fields"
}

// The block editor would return to where the page stood when it was sent, away from the note.
function stayOnTop() {
  const place = new URLSearchParams(location.hash.slice(1))
  if (!place.has("scrollY")) return
  place.delete("scrollY")
  history.replaceState(history.state, "", `#${place}`)
}

if (note) {
  stayOnTop()
  summarise()
  document.addEventListener("content-editor:ready", summarise)
}
