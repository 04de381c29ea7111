// A list of tick boxes whose order counts: ticked ones are sent in the order in which they stand.
const gettext = window.gettext ?? ((text) => text)

function move(list, row, step, from) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
  if (!other) return
  if (step < 0) other.before(row)
  else other.after(row)
  from.focus()
  const place = [...list.children].indexOf(row) + 1
  list.parentElement.querySelector("[role=status]").textContent = window.interpolate(
    gettext("Moved to place %s of %s"), [place, list.children.length],
  )
}

function decorate(list) {
  if (list.dataset.ready || list.closest(".empty-form")) return
  list.dataset.ready = "true"
  for (const row of list.children) {
    const box = document.createElement("span")
    box.className = "move-buttons"
    const name = row.querySelector("label").textContent.trim()
    for (const [sign, label, step] of [["↑", gettext("Move up"), -1], ["↓", gettext("Move down"), 1]]) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "move-button"
      button.textContent = sign
      button.setAttribute("aria-label", `${label}: ${name}`)
      button.addEventListener("click", () => move(list, row, step, button))
      box.append(button)
    }
    row.append(box)
  }
}

const start = (within) => within.querySelectorAll(".ordered-choices > ul").forEach(decorate)
start(document)
document.addEventListener("formset:added", (event) => start(event.target))
