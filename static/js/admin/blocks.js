// The blocks of an article without a mouse: buttons that add a block at the end, before another one, or move it.
// The block editor itself offers dragging and small "+" marks that only a pointer can reach.
const gettext = window.gettext ?? ((text) => text)

const machine = () => document.querySelector(".order-machine")
const blocks = () =>
  [...machine().querySelectorAll(":scope > .inline-related:not(.empty-form)")].sort((a, b) => a.style.order - b.style.order)

function say(text) {
  let status = document.querySelector(".block-status")
  if (!status) {
    status = document.createElement("p")
    status.className = "block-status visually-hidden"
    status.setAttribute("role", "status")
    machine().after(status)
  }
  status.textContent = text
}

function reorder(rows) {
  rows.forEach((row, place) => {
    const order = 10 * (place + 1)
    row.style.order = order
    row.querySelector(".order-machine-ordering").value = order
  })
}

// Blocks are placed by CSS `order`; the elements follow, so that the tab key walks them as they are seen.
function settle() {
  const focused = document.activeElement
  const rows = blocks()
  const isSettled = rows.every((row, place) => !place || rows[place - 1].compareDocumentPosition(row) & 4)
  if (isSettled) return
  for (const row of rows) machine().append(row)
  focused?.focus({ preventScroll: true })
}

function move(row, step, from) {
  const rows = blocks()
  const place = rows.indexOf(row)
  if (!rows[place + step]) return
  rows.splice(place, 1)
  rows.splice(place + step, 0, row)
  reorder(rows)
  settle()
  from.focus()
  say(window.interpolate(gettext("Block moved to place %s of %s"), [place + step + 1, rows.length]))
}

function decorate(row) {
  const title = row.querySelector(":scope > h3")
  if (!title || title.querySelector(".move-buttons") || !window.ContentEditor.allowChange) return
  const box = document.createElement("span")
  box.className = "move-buttons"
  for (const [sign, label, step] of [["↑", gettext("Move block up"), -1], ["↓", gettext("Move block down"), 1]]) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "move-button"
    button.textContent = sign
    button.setAttribute("aria-label", label)
    button.addEventListener("click", (event) => {
      event.stopPropagation()
      move(row, step, button)
    })
    box.append(button)
  }
  title.append(box)
}

// The title of a block hides and shows it; here it is told and done by keyboard too.
function reachTitle(row) {
  const label = row.querySelector(":scope > h3 .inline_label")
  if (!label || label.hasAttribute("tabindex")) return
  label.tabIndex = 0
  label.setAttribute("role", "button")
  const tell = () => label.setAttribute("aria-expanded", String(!row.classList.contains("collapsed")))
  new MutationObserver(tell).observe(row, { attributes: true, attributeFilter: ["class"] })
  tell()
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    label.click()
  })
}

// Real buttons of all kinds of block under the last block.
function offerKinds() {
  if (document.querySelector(".block-kinds") || !window.ContentEditor?.allowChange) return
  const bar = document.createElement("div")
  bar.className = "block-kinds"
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", gettext("Add a block at the end"))
  for (const plugin of window.ContentEditor.plugins) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = `+ ${plugin.title}`
    button.addEventListener("click", () => {
      window.ContentEditor._insertBefore = null
      window.ContentEditor.addContent(plugin.prefix)
      blocks().at(-1)?.scrollIntoView({ block: "center" })
    })
    bar.append(button)
  }
  document.querySelector(".order-machine-wrapper").append(bar)
}

// The "+" marks and the menu behind them become buttons for keys and screen readers too.
function reachMarks(within) {
  const marks = within.querySelectorAll(".order-machine-insert-target, .plugin-buttons .plugin-button")
  for (const mark of marks) {
    if (mark.hasAttribute("tabindex")) continue
    mark.tabIndex = 0
    mark.setAttribute("role", "button")
    if (mark.matches(".order-machine-insert-target")) mark.setAttribute("aria-label", gettext("Add a block here"))
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      mark.click()
      if (mark.matches(".selected")) document.querySelector(".plugin-buttons .plugin-button")?.focus()
    })
  }
}

function refresh() {
  if (!machine()) return
  offerKinds()
  blocks().forEach(decorate)
  blocks().forEach(reachTitle)
  reachMarks(document)
  settle()
}

let waiting
const soon = () => {
  clearTimeout(waiting)
  waiting = setTimeout(refresh, 50)
}
for (const name of ["content-editor:ready", "content-editor:activate", "formset:added", "drop"]) {
  document.addEventListener(name, soon)
}
soon()
