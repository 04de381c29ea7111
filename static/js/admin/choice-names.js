// Names for search fields of the select2 library, which calls an empty one nothing at all.
function name(select) {
  const box = select.nextElementSibling?.querySelector?.(".select2-selection")
  const label = document.querySelector(`label[for="${select.id}"]`)
  if (!box || !label) return
  label.id ||= `${select.id}_label`
  const shown = box.querySelector(".select2-selection__rendered")
  // Where several are chosen, the words are typed into a field of its own.
  box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id)
  for (const part of [box, shown]) part?.setAttribute("aria-labelledby", `${label.id} ${shown?.id ?? ""}`.trim())
}

const nameAll = (within) => within.querySelectorAll("select.admin-autocomplete").forEach(name)
// Select2 starts when the page is ready and when a row is added; this runs after it.
const soon = (within) => setTimeout(() => nameAll(within), 0)
if (document.readyState === "complete") soon(document)
else window.addEventListener("load", () => soon(document))
document.addEventListener("formset:added", (event) => soon(event.target))
