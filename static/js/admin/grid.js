// The cells of a table block as a grid. The text area behind it is what is sent, and stays to be edited as text.
const gettext = window.gettext ?? ((text) => text)
const SIGNS = { SUP: "^", SUB: "~", B: "**", STRONG: "**", I: "*", EM: "*" }

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

// The same reading as the server's: tabs, or bars between spaces where there is no tab.
function read(text) {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim())
  const separator = lines.some((line) => line.includes("\t")) ? "\t" : /(?:^| )\|(?= |$)/
  return lines.map((line) => line.split(separator).map((cell) => cell.trim()))
}

// A pasted cell as bundle markup: raised and lowered text and emphasis stay, everything else is words.
function markup(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\[(?=[@#^])/g, "\\[")
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, del")) return ""
  const inner = [...node.childNodes].map(markup).join("")
  const sign = SIGNS[node.tagName]
  if (node.tagName === "BR" || node.matches("p, div")) return `${inner} `
  const isWhole = sign?.length === 1 && "^~".includes(sign) ? !/\s/.test(inner) : inner === inner.trim()
  return sign && inner.trim() && isWhole ? `${sign}${inner}${sign}` : inner
}

function readPaste(data) {
  const page = new DOMParser().parseFromString(data.getData("text/html").replace(/\sstyle\s*=/gi, " data-style="), "text/html")
  const table = page.querySelector("table")
  if (!table) {
    const text = data.getData("text/plain")
    return /[\t\n\r]/.test(text.trim()) ? read(text) : null
  }
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => {
      const words = markup(cell).replace(/\s+/g, " ").trim()
      return [words, ...Array(Math.max(0, Math.min(cell.colSpan, 12) - 1)).fill("")]
    }),
  )
}

class Grid {
  constructor(source) {
    this.source = source
    ;[this.maxColumns, this.maxRows] = source.dataset.grid.split(" ").map(Number)
    this.at = [0, 0]
    this.status = element("p", { class: "visually-hidden", role: "status" })
    this.table = element("table", { class: "grid-cells" })
    this.table.addEventListener("input", () => this.write())
    this.table.addEventListener("focusin", ({ target }) => { this.at = this.placeOf(target) })
    this.table.addEventListener("keydown", (event) => this.key(event))
    this.table.addEventListener("paste", (event) => this.paste(event))
    this.toggle = this.button(gettext("Edit as text"), () => this.switch())
    this.tools = element("span", { class: "grid-tools" }, ...this.deeds())
    const bar = element("p", { class: "grid-bar" }, this.tools, this.toggle)
    const name = document.querySelector(`label[for="${source.id}"]`)?.textContent.replace(/:\s*$/, "") ?? gettext("Cells")
    const scroller = element("div", { class: "grid-scroller" }, this.table)
    this.box = element("div", { class: "grid", role: "group", "aria-label": name }, bar, scroller, this.status)
    source.after(this.box)
    const rows = read(source.value)
    if (rows.every((row) => row.length === rows[0].length)) this.show(rows)
    else this.asText()
  }

  button(label, act) {
    const button = element("button", { type: "button" }, label)
    button.addEventListener("click", act)
    return button
  }

  deeds() {
    return [
      this.button(gettext("Add row"), () => this.addRow()),
      this.button(gettext("Add column"), () => this.addColumn()),
      this.button(gettext("Move row up"), () => this.moveRow(-1)),
      this.button(gettext("Move row down"), () => this.moveRow(1)),
      this.button(gettext("Move column left"), () => this.moveColumn(-1)),
      this.button(gettext("Move column right"), () => this.moveColumn(1)),
      this.button(gettext("Remove row"), () => this.removeRow()),
      this.button(gettext("Remove column"), () => this.removeColumn()),
      this.button(gettext("Cite in the cell"), () => this.cite()),
    ]
  }

  // Rows of different lengths get empty cells at their ends.
  show(rows) {
    const width = Math.max(2, ...rows.map((row) => row.length))
    const filled = rows.length > 1 ? rows : [...rows, ...[[], []].slice(rows.length)]
    this.cells = filled.map((row) => [...row, ...Array(width - row.length).fill("")])
    this.draw()
    this.source.hidden = true
    this.table.parentElement.hidden = this.tools.hidden = false
    this.toggle.textContent = gettext("Edit as text")
  }

  asText() {
    this.source.hidden = false
    this.table.parentElement.hidden = this.tools.hidden = true
    this.toggle.textContent = gettext("Edit as a grid")
  }

  switch() {
    if (this.source.hidden) this.asText()
    else this.show(read(this.source.value))
  }

  draw() {
    this.table.replaceChildren(...this.cells.map((row, r) => element("tr", {}, ...row.map((text, c) => this.cell(text, r, c)))))
  }

  cell(text, r, c) {
    const row = r ? window.interpolate(gettext("Row %s"), [r]) : gettext("Header")
    const label = `${row}, ${window.interpolate(gettext("column %s"), [c + 1])}`
    const field = element("textarea", { rows: "1", "aria-label": label })
    field.value = text
    return element("td", r && c ? {} : { class: "grid-head" }, field)
  }

  field(r, c) {
    return this.table.rows[r]?.cells[c]?.firstChild
  }

  placeOf(field) {
    const cell = field.closest("td")
    return cell ? [cell.parentElement.rowIndex, cell.cellIndex] : this.at
  }

  write() {
    this.cells = [...this.table.rows].map((row) => [...row.cells].map((cell) => cell.firstChild.value.replace(/\s+/g, " ")))
    const isBlank = this.cells.every((row) => row.every((text) => !text.trim()))
    this.source.value = isBlank ? "" : this.cells.map((row) => row.join("\t")).join("\n")
    this.source.dispatchEvent(new Event("change", { bubbles: true }))
  }

  change(cells, at, sentence, ...numbers) {
    this.cells = cells
    this.draw()
    this.write()
    this.field(...at)?.focus()
    this.say(sentence, ...numbers)
  }

  say(sentence, ...numbers) {
    this.status.textContent = window.interpolate(sentence, numbers)
  }

  addRow() {
    if (this.cells.length > this.maxRows) return this.say(gettext("A table holds %s rows."), this.maxRows)
    const r = this.at[0] + 1
    return this.change(this.cells.toSpliced(r, 0, this.cells[0].map(() => "")), [r, 0], gettext("Row %s added"), r)
  }

  addColumn() {
    if (this.cells[0].length >= this.maxColumns) return this.say(gettext("A table holds %s columns."), this.maxColumns)
    const c = this.at[1] + 1
    return this.change(this.cells.map((row) => row.toSpliced(c, 0, "")), [0, c], gettext("Column %s added"), c + 1)
  }

  moveRow(step) {
    const [r, c] = this.at
    if (!this.cells[r + step]) return
    const rows = this.cells.toSpliced(r, 1).toSpliced(r + step, 0, this.cells[r])
    this.change(rows, [r + step, c], r + step ? gettext("Row moved to place %s") : gettext("The row is the header now"), r + step)
  }

  moveColumn(step) {
    const [r, c] = this.at
    if (this.cells[0][c + step] === undefined) return
    const moved = this.cells.map((row) => row.toSpliced(c, 1).toSpliced(c + step, 0, row[c]))
    this.change(moved, [r, c + step], gettext("Column moved to place %s"), c + step + 1)
  }

  removeRow() {
    const [r, c] = this.at
    if (this.cells.length < 3) return this.say(gettext("A table keeps a header and a row."))
    const at = [Math.min(r, this.cells.length - 2), c]
    return this.change(this.cells.toSpliced(r, 1), at, gettext("Row removed"))
  }

  removeColumn() {
    const [r, c] = this.at
    if (this.cells[0].length < 2) return this.say(gettext("A table keeps a column."))
    const at = [r, Math.min(c, this.cells[0].length - 2)]
    return this.change(this.cells.map((row) => row.toSpliced(c, 1)), at, gettext("Column removed"))
  }

  // The module of citations answers with the chosen key.
  cite() {
    const field = this.field(...this.at)
    field.addEventListener("cite:found", ({ detail }) => {
      field.setRangeText(`[@${[detail.key, detail.locator].filter(Boolean).join(" ")}]`, field.selectionStart, field.selectionEnd, "end")
      this.write()
      field.focus()
    }, { once: true })
    field.dispatchEvent(new CustomEvent("cite:ask", { bubbles: true }))
  }

  key(event) {
    const [r, c] = this.at
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (event.key === "Enter") this.field(r + 1, c)?.focus()
    else if (step && event.altKey && event.shiftKey) step[0] ? this.moveRow(step[0]) : this.moveColumn(step[1])
    else if (step?.[0] && event.ctrlKey) this.field(r + step[0], c)?.focus()
    else return
    event.preventDefault()
  }

  // A pasted table is laid from the cell on; the grid grows with it, as far as a table may.
  paste(event) {
    const pasted = readPaste(event.clipboardData)
    if (!pasted) return
    event.preventDefault()
    const [r, c] = this.at
    const height = Math.min(this.maxRows + 1, Math.max(this.cells.length, r + pasted.length))
    const width = Math.min(this.maxColumns, Math.max(this.cells[0].length, c + Math.max(...pasted.map((row) => row.length))))
    const cells = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (__, x) => pasted[y - r]?.[x - c] ?? this.cells[y]?.[x] ?? ""))
    const isCut = pasted.length > height - r || pasted.some((row) => row.length > width - c)
    const sentence = isCut ? gettext("Only what fits was pasted: a table holds %s columns and %s rows.") : gettext("%s columns, %s rows")
    this.change(cells, [r, c], sentence, ...(isCut ? [this.maxColumns, this.maxRows] : [width, height - 1]))
  }
}

function start(within) {
  for (const source of within.querySelectorAll("textarea[data-grid]")) {
    if (source.dataset.ready || source.id.includes("__prefix__")) continue
    source.dataset.ready = "true"
    new Grid(source)
  }
}
start(document)
document.addEventListener("formset:added", (event) => start(event.target))
