// Rows of an inline in order: move buttons for mouse, touch and keyboard; the hidden field `order` follows.
const gettext = window.gettext ?? ((text) => text)

const rowsOf = (group) =>
  [...group.querySelectorAll("tr.form-row, .inline-related[id]")].filter((row) => !row.matches(".empty-form"))
const orderField = (row) => row.querySelector("input[type=hidden][name$='-order']")

function renumber(group) {
  rowsOf(group).forEach((row, place) => {
    const field = orderField(row)
    if (field) field.value = place + 1
  })
}

function button(sign, label, onClick) {
  const node = document.createElement("button")
  node.type = "button"
  node.className = "move-button"
  node.textContent = sign
  node.setAttribute("aria-label", label)
  node.addEventListener("click", () => onClick(node))
  return node
}

function move(group, row, step, from) {
  const rows = rowsOf(group)
  const place = rows.indexOf(row)
  const other = rows[place + step]
  if (!other) return
  if (step < 0) other.before(row)
  else other.after(row)
  renumber(group)
  from.focus()
  group.querySelector(".move-status").textContent = window.interpolate(gettext("Moved to place %s of %s"), [
    place + step + 1,
    rows.length,
  ])
}

function decorate(group, row) {
  if (row.querySelector(".move-buttons") || !orderField(row)) return
  const box = document.createElement("span")
  box.className = "move-buttons"
  box.append(
    button("↑", gettext("Move up"), (from) => move(group, row, -1, from)),
    button("↓", gettext("Move down"), (from) => move(group, row, 1, from)),
  )
  const cell = row.querySelector("td.delete, h3") ?? row
  cell.prepend(box)
}

function start(group) {
  if (group.querySelector(".move-status")) return
  const status = document.createElement("span")
  status.className = "move-status visually-hidden"
  status.setAttribute("role", "status")
  group.append(status)
  rowsOf(group).forEach((row) => decorate(group, row))
}

const groups = () => document.querySelectorAll(".inline-group:has(.sortable)")
document.addEventListener("formset:added", (event) => {
  const group = event.target.closest(".inline-group:has(.sortable)")
  if (!group) return
  start(group)
  decorate(group, event.target)
  renumber(group)
})
groups().forEach(start)
