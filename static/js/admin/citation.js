// Citations in the rich-text editor: a node for <cite>, and the dialog that finds a reference for it.
// The dialog also serves plain fields of citation keys (input[data-cite-keys]).
import { mergeAttributes, Node, Plugin } from "django-prose-editor/editor"

const gettext = window.gettext ?? ((text) => text)
const WAIT_MS = 200

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value)
  }
  node.append(...children)
  return node
}

class ReferenceDialog {
  constructor(search, withLocator) {
    this.search = search
    this.asked = 0
    this.query = element("input", { type: "search", id: "cite-query", autocomplete: "off", autofocus: "" })
    this.status = element("p", { class: "cite-status", role: "status" })
    this.list = element("fieldset", { class: "cite-results", hidden: "" })
    this.locator = element("input", { type: "text", id: "cite-locator", autocomplete: "off", maxlength: "60" })
    this.accept = element("button", { type: "submit", class: "button" }, gettext("Cite"))
    const cancel = element("button", { type: "button", class: "button button-plain" }, gettext("Cancel"))
    const place = element(
      "p", {},
      element("label", { for: "cite-locator" }, gettext("Place in the work, such as p. 540 (optional)")),
      this.locator,
    )
    this.form = element(
      "form", { method: "dialog" },
      element("h2", { id: "cite-title" }, gettext("Cite a reference")),
      element(
        "p", {},
        element("label", { for: "cite-query" }, gettext("Author, title, year, DOI, PMID or key")),
        this.query,
      ),
      this.status,
      this.list,
      ...(withLocator ? [place] : []),
      element("p", { class: "cite-buttons" }, this.accept, cancel),
    )
    this.dialog = element("dialog", { class: "cite-dialog", "aria-labelledby": "cite-title" }, this.form)
    cancel.addEventListener("click", () => this.dialog.close())
    this.query.addEventListener("input", () => {
      // The list, and an answer on its way, belong to an earlier question: Enter must not cite from them.
      this.asked += 1
      this.isPending = true
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.find(), WAIT_MS)
    })
  }

  // Resolves to {key, locator}, or null when the dialog was left.
  open(key = "", locator = "") {
    document.body.append(this.dialog)
    this.query.value = key
    this.locator.value = locator
    this.dialog.showModal()
    this.find()
    return new Promise((resolve) => {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        if (this.isPending) return (this.isWanted = true)
        const chosen = this.list.querySelector("input:checked")
        if (!chosen) return this.query.focus()
        this.dialog.close()
        // Not on "close", which comes later: a key pressed until then would be typed at the wrong place.
        resolve({ key: chosen.value, locator: this.locator.value.trim() })
      })
      this.dialog.addEventListener("close", () => {
        this.dialog.remove()
        resolve(null)
      })
    })
  }

  async find() {
    const asked = ++this.asked
    const address = `${this.search}?${new URLSearchParams({ q: this.query.value.trim() })}`
    let found
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } })
      if (!answer.ok) throw new Error(String(answer.status))
      found = await answer.json()
    } catch {
      if (asked === this.asked) this.status.textContent = gettext("The references could not be read. Try again.")
      return
    }
    if (asked === this.asked) this.show(found)
  }

  show({ results, total }) {
    const rows = results.map(({ key, label }, place) => {
      const input = element("input", { type: "radio", name: "key", value: key, id: `cite-result-${place}` })
      input.checked = place === 0
      return element(
        "label", { for: input.id }, input,
        element("span", {}, element("b", {}, key), " ", element("span", { class: "cite-label" }, label)),
      )
    })
    this.list.replaceChildren(element("legend", { class: "visually-hidden" }, gettext("References found")), ...rows)
    this.list.hidden = !rows.length
    this.accept.disabled = !rows.length
    const counted = total > results.length ? gettext("The first %s of %s references") : gettext("%s references")
    this.status.textContent = rows.length
      ? window.interpolate(counted, total > results.length ? [results.length, total] : [total])
      : gettext("No reference found. Add it under References first.")
    this.isPending = false
    // Enter came before the answer: it stands where the answer leaves no choice.
    if (this.isWanted && rows.length === 1) this.form.requestSubmit()
    this.isWanted = false
  }
}

const attribute = (name) => ({
  default: null,
  parseHTML: (dom) => dom.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

// The text of the chip. The server drops it: a stored cite is empty.
function chip(attributes) {
  if (attributes["data-ref"]) {
    return `[${[attributes["data-ref"], attributes["data-loc"]].filter(Boolean).join(", ")}]`
  }
  return attributes["data-xref"] ? `[#${attributes["data-xref"]}]` : `[^${attributes["data-note"]}]`
}

async function cite(editor, search) {
  const { selection } = editor.state
  const chosen = selection.node?.type.name === "citation" ? selection.node.attrs : {}
  const found = await new ReferenceDialog(search, true).open(chosen["data-ref"] ?? "", chosen["data-loc"] ?? "")
  const back = editor.chain().returnTo(selection).focus()
  if (!found) return back.run()
  const attrs = { "data-ref": found.key, "data-loc": found.locator || null }
  return back.insertContent({ type: "citation", attrs }).run()
}

export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ search: "" }),
  addAttributes: () =>
    Object.fromEntries(["data-ref", "data-loc", "data-xref", "data-note"].map((name) => [name, attribute(name)])),
  parseHTML: () =>
    ["data-ref", "data-xref", "data-note"].map((name) => ({ tag: `cite[${name}]`, priority: 100 })),
  renderHTML: ({ node, HTMLAttributes }) => ["cite", mergeAttributes(HTMLAttributes), chip(node.attrs)],
  renderText: ({ node }) => chip(node.attrs),
  addCommands: () => ({
    // Behind an open dialog the browser may move the caret; what was chosen there belongs where the caret was.
    returnTo: (selection) => ({ tr }) => {
      if (selection.$from.doc === tr.doc) tr.setSelection(selection)
      return true
    },
  }),
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          // The browser reports a moved caret in a task of its own, which may come after the next key; without
          // this, a key pressed right after a click would act where the caret was before.
          keydown: (view) => (view.domObserver.flush(), false),
        },
      },
    }),
  ],
  addKeyboardShortcuts() {
    return { "Mod-Shift-c": ({ editor }) => (cite(editor, this.options.search), true) }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "cite",
      button: buttons.text(gettext("Cite"), gettext("Cite a reference (Ctrl+Shift+C)")),
      active: (editor) => editor.isActive("citation"),
      command: (editor) => cite(editor, this.options.search),
    })
  },
})

function offerDialog(input) {
  if (input.id.includes("__prefix__") || input.nextElementSibling?.matches(".cite-find")) return
  const name = document.querySelector(`label[for="${input.id}"]`)?.textContent.replace(/:\s*$/, "") ?? ""
  const button = element("button", { type: "button", class: "cite-find" }, gettext("Find…"))
  button.setAttribute("aria-label", `${gettext("Find a reference")}: ${name}`)
  button.addEventListener("click", async () => {
    const found = await new ReferenceDialog(input.dataset.citeKeys, false).open()
    if (found && !input.value.split(/\s+/).includes(found.key)) {
      input.value = `${input.value} ${found.key}`.trim()
      input.dispatchEvent(new Event("change", { bubbles: true }))
    }
    button.focus()
  })
  input.after(button)
}

// Any other field may ask for a reference: it sends "cite:ask" and is answered by "cite:found".
document.addEventListener("cite:ask", async ({ target }) => {
  const search = document.querySelector("[data-cite-keys]")?.dataset.citeKeys
  const found = search ? await new ReferenceDialog(search, true).open() : null
  if (found) target.dispatchEvent(new CustomEvent("cite:found", { detail: found }))
  else target.focus()
})

const offerDialogs = (within) => within.querySelectorAll("input[data-cite-keys]").forEach(offerDialog)
offerDialogs(document)
document.addEventListener("formset:added", (event) => offerDialogs(event.target))
