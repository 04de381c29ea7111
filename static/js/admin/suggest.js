// The tool of a list item that reads the result its words state, and stores it with one click.
import { Extension } from "django-prose-editor/editor"

const gettext = window.gettext ?? ((text) => text)
const NEW = "+"
const SEVERITIES = { error: gettext("Error"), warning: gettext("Warning"), info: gettext("Note") }
const HINT = gettext(
  "Nothing was recognised. Write the numbers as “63.2% versus 45.2%”, “HR 0.57 (95% CI 0.41–0.79; p = 0.0005)” or “median PFS 54.3 versus 36.1 months”.",
)

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value)
  }
  node.append(...children)
  return node
}

const blockOf = (editor) => editor.view.dom.closest(".inline-related")
const trialSelect = (editor) => blockOf(editor)?.querySelector("select[name$='-trial']")

// Only one source of the block can be meant.
function sourceOf(editor) {
  const keys = (blockOf(editor)?.querySelector("input[name$='-cites']")?.value ?? "").split(/\s+/).filter(Boolean)
  return keys.length === 1 ? keys[0] : ""
}

// The words of the item with the cursor; superscripts as "^5", for a reference number is no digit of a result.
function itemText(editor) {
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name !== "item") continue
    const words = []
    $from.node(depth).descendants((node) => {
      if (node.isTextblock) words.push(" ")
      if (!node.isText) return
      const isRaised = node.marks.some(({ type }) => type.name.toLowerCase() === "superscript")
      words.push(isRaised ? `^${node.text}` : node.text)
    })
    return words.join("").trim()
  }
  return ""
}

// Raises an error whose message is for the editor.
async function post(address, pairs) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
  let answer
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(pairs),
    })
  } catch {
    throw new Error(gettext("The server could not be reached. Try again."))
  }
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    throw new Error(gettext("The server refused. Sign in again in another tab, then try again; you need the right to add results."))
  }
  const data = await answer.json()
  if (!answer.ok) throw new Error(data.error)
  return data
}

function chooser(label, options, chosen, { required = true, blank = null } = {}) {
  const select = element("select", required ? { required: "" } : {})
  if (blank !== null) select.append(new Option(blank, ""))
  for (const option of options) select.append(new Option(option.label, option.value))
  select.value = chosen
  return { row: element("label", { class: "suggestion-choice" }, element("span", {}, label), select), select }
}

class SuggestionCard {
  constructor(dialog, candidate, answer) {
    this.dialog = dialog
    this.place = candidate.place
    this.title = element("h3", { id: `suggestion-${candidate.place}` })
    this.findings = element("ul", { class: "suggestion-findings", "aria-label": gettext("Checks") })
    this.existing = element("div")
    const accept = element("button", { type: "submit", class: "button" }, gettext("Accept"))
    this.form = element(
      "form", { class: "suggestion", "aria-labelledby": this.title.id },
      this.title, this.existing, this.findings, ...this.choices(candidate, answer), element("p", { class: "cite-buttons" }, accept),
    )
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      dialog.accept(this.data())
    })
    this.show(candidate)
  }

  // What depends on the chosen level.
  show(candidate) {
    this.title.textContent = candidate.label
    this.findings.replaceChildren(
      ...candidate.findings.map(({ severity, message }) =>
        element("li", { class: `suggestion-${severity}` }, element("b", {}, SEVERITIES[severity]), ` ${message}`),
      ),
    )
    this.findings.hidden = !candidate.findings.length
    this.existing.replaceChildren(...(candidate.existing ? this.offerOf(candidate.existing) : []))
  }

  offerOf({ result, label }) {
    const use = element("button", { type: "button", class: "button" }, gettext("Pin this result"))
    use.addEventListener("click", () => this.dialog.accept([["existing", result]]))
    return [
      element("p", {}, window.interpolate(gettext("The trial has this result already: %s."), [label])),
      element("p", { class: "cite-buttons" }, use),
    ]
  }

  choices(candidate, answer) {
    const rows = []
    const add = (name, { row, select }) => {
      this[name] = select
      rows.push(row)
    }
    const known = answer.endpoints
    const fresh = candidate.new_endpoint
      ? [{ value: NEW, label: window.interpolate(gettext("New endpoint: %s"), [candidate.new_endpoint]) }]
      : []
    add("endpoint", chooser(gettext("Endpoint"), [...known, ...fresh], candidate.endpoint, { blank: gettext("Choose…") }))
    const later = answer.follow_up
      ? [{ value: NEW, label: window.interpolate(gettext("New analysis: median follow-up %s"), [answer.follow_up]) }]
      : []
    add(
      "analysis",
      chooser(gettext("Analysis"), [...answer.analyses, ...later], candidate.analysis, { required: false, blank: gettext("None") }),
    )
    this.arms = candidate.values.map(({ label, arm }) => {
      const { row, select } = chooser(label, answer.arms, arm, { blank: gettext("Choose…") })
      rows.push(row)
      return select
    })
    if (this.arms.length === 2) rows.push(this.swapButton())
    if (candidate.needs_level) {
      const levels = answer.levels.map((level) => ({ value: level, label: `${level}%` }))
      add("level", chooser(gettext("Confidence level, which the text does not state"), levels, "", { blank: gettext("Choose…") }))
      this.level.addEventListener("change", () => this.dialog.check(this))
    }
    return rows
  }

  swapButton() {
    const swap = element("button", { type: "button", class: "button button-plain" }, gettext("Swap the arms"))
    swap.addEventListener("click", () => {
      const [one, other] = this.arms
      ;[one.value, other.value] = [other.value, one.value]
      this.dialog.say(
        this.arms.map((select) => `${select.selectedOptions[0]?.text}: ${select.parentNode.firstChild.textContent}`).join("; "),
      )
    })
    return element("p", { class: "suggestion-swap" }, swap)
  }

  data() {
    return [
      ["place", this.place],
      ["endpoint", this.endpoint.value],
      ["analysis", this.analysis.value],
      ["level", this.level?.value ?? ""],
      ...this.arms.map((select) => ["arm", select.value]),
    ]
  }
}

class SuggestDialog {
  constructor(options, item) {
    this.options = options
    this.item = item
    this.status = element("p", { class: "cite-status", role: "status" })
    this.trouble = element("p", { class: "suggestion-trouble", role: "alert", hidden: "" })
    this.cards = element("div")
    const address = `${options.add}?${new URLSearchParams({ trial: item.trial })}`
    const page = element("a", { href: address, target: "_blank", rel: "noopener" }, gettext("Add a result on its own page (new tab)"))
    const trial = element(
      "a", { href: options.add.replace(/result\/add\/$/, `trial/${item.trial}/change/`), target: "_blank", rel: "noopener" },
      gettext("Open the trial (new tab)"),
    )
    const leave = element("button", { type: "button", class: "button button-plain" }, gettext("Close"))
    leave.addEventListener("click", () => this.dialog.close())
    this.dialog = element(
      "dialog", { class: "cite-dialog", "aria-labelledby": "suggest-title" },
      element("h2", { id: "suggest-title", tabindex: "-1", autofocus: "" }, gettext("Results in this item")),
      this.status, this.trouble, this.cards, element("p", { class: "suggestion-pages" }, ...(item.trial ? [page, trial] : [])), element("p", { class: "cite-buttons" }, leave),
    )
  }

  // Resolves to the accepted result, or null when the dialog was left.
  open() {
    document.body.append(this.dialog)
    this.dialog.showModal()
    this.ask()
    return new Promise((resolve) => {
      this.resolve = resolve
      this.dialog.addEventListener("close", () => {
        this.dialog.remove()
        resolve(null)
      })
    })
  }

  say(text) {
    this.status.textContent = text
  }

  async ask() {
    if (!this.item.trial) return this.complain(gettext("Choose the trial of this block first."))
    if (!this.item.text) return this.complain(gettext("The item is empty. Type the result first."))
    this.say(gettext("Reading…"))
    const answer = await this.tell(this.options.ask, [])
    if (!answer) return undefined
    const { candidates, notes } = answer
    this.cards.replaceChildren(...candidates.map((candidate) => new SuggestionCard(this, candidate, answer).form))
    const counted = candidates.length === 1 ? gettext("%s result recognised.") : gettext("%s results recognised.")
    return this.say([candidates.length ? window.interpolate(counted, [candidates.length]) : HINT, ...notes].join(" "))
  }

  complain(sentence) {
    this.say("")
    this.trouble.hidden = false
    this.trouble.textContent = sentence
  }

  async check(card) {
    const answer = await this.tell(this.options.ask, [["level", card.level.value]])
    if (answer) card.show(answer.candidates[card.place])
  }

  async accept(pairs) {
    if (this.isBusy) return
    this.isBusy = true
    const accepted = await this.tell(this.options.accept, pairs)
    this.isBusy = false
    if (!accepted) return
    this.dialog.close()
    // Not on "close", which comes later: a key pressed until then could move the caret to another item.
    this.resolve(accepted)
  }

  // What the server answers, or null after the reason is shown.
  async tell(address, pairs) {
    this.trouble.hidden = true
    try {
      return await post(address, [...Object.entries(this.item), ...pairs])
    } catch (error) {
      this.complain(error.message)
      return null
    }
  }
}

// A place outside the dialog, for what is said once it is closed.
function announce(text) {
  let place = document.getElementById("suggest-announcement")
  if (!place) {
    place = element("p", { id: "suggest-announcement", class: "visually-hidden", role: "status" })
    document.body.append(place)
  }
  setTimeout(() => { place.textContent = text }, 100)
}

async function suggest(editor, options) {
  const { selection } = editor.state
  const item = { trial: trialSelect(editor)?.value ?? "", text: itemText(editor), source: sourceOf(editor) }
  const result = await new SuggestDialog(options, item).open()
  const back = editor.chain().returnTo(selection).focus()
  if (!result) return back.run()
  const said = gettext("Result %s is pinned to the item. Somebody else has to check it against its source.")
  announce(window.interpolate(said, [result.key]))
  return back.updateAttributes("item", { "data-result": result.key }).run()
}

export const SuggestResult = Extension.create({
  name: "suggestResult",
  addOptions: () => ({ ask: "", accept: "", add: "" }),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "item:suggest",
      groups: "item",
      priority: 30,
      button: buttons.text(gettext("Suggest result"), gettext("Read the result that this item states")),
      hidden: (editor) => !trialSelect(editor),
      command: (editor) => suggest(editor, this.options),
    })
  },
})
