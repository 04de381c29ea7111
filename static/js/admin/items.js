// The list of a trial summary or list block: one list, whose items carry marks that readers and checks use.
import { mergeAttributes, Node } from "django-prose-editor/editor"

const gettext = window.gettext ?? ((text) => text)
const LABELS = {
  "data-kind": { finding: gettext("Finding"), interpretation: gettext("Interpretation"), outlook: gettext("Outlook") },
  "data-source": { publication: gettext("Publication"), expert_opinion: gettext("Expert view") },
  "data-time-sensitive": { true: gettext("Time-sensitive") },
}

const attribute = (name) => ({
  default: null,
  keepOnSplit: false,
  parseHTML: (dom) => dom.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

// Shown beside the item by the style sheet; the server drops the attribute.
function marksOf(attributes) {
  const named = Object.entries(LABELS).map(([name, labels]) => labels[attributes[name]])
  const result = attributes["data-result"]
  return [...named, result && `${gettext("Result")} ${result}`].filter(Boolean).join(" · ")
}

export const ItemsDocument = Node.create({ name: "doc", topNode: true, content: "itemList" })

export const ItemList = Node.create({
  name: "itemList",
  content: "item+",
  addAttributes: () => ({ ordered: { default: false, parseHTML: (dom) => dom.tagName === "OL", renderHTML: () => ({}) } }),
  parseHTML: () => [{ tag: "ul" }, { tag: "ol" }],
  renderHTML: ({ node }) => [node.attrs.ordered ? "ol" : "ul", {}, 0],
})

const isMarked = (name, value) => (editor) => editor.isActive("item", { [name]: value })
const toggle = (name, value) => (editor) =>
  editor.chain().focus().updateAttributes("item", { [name]: isMarked(name, value)(editor) ? null : value }).run()

function trialOf(editor) {
  return editor.view.dom.closest(".inline-related")?.querySelector("select[name$='-trial']")?.value ?? ""
}

async function readResults(address, trial) {
  const answer = await fetch(`${address}?${new URLSearchParams({ trial })}`, { headers: { Accept: "application/json" } })
  return answer.ok ? (await answer.json()).results : []
}

function resultDialog(results, chosen) {
  const select = document.createElement("select")
  select.append(new Option(gettext("No result"), ""))
  for (const { key, label } of results) select.append(new Option(`${key}: ${label}`, key))
  if (chosen && !results.some(({ key }) => key === chosen)) select.append(new Option(chosen, chosen))
  select.value = chosen
  select.id = "pin-result"
  const made = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties)
    node.append(...children)
    return node
  }
  const label = made("label", { htmlFor: select.id }, gettext("Result of the trial that this item states"))
  const none = gettext("This trial has no result with a key. “Suggest result” reads one from the item.")
  const accept = made("button", { className: "button" }, gettext("Use"))
  const cancel = made("button", { className: "button button-plain", type: "button" }, gettext("Cancel"))
  const form = made(
    "form", { method: "dialog" },
    made("h2", { id: "pin-title" }, gettext("Pin a result")),
    made("p", {}, label, select),
    ...(results.length ? [] : [made("p", { className: "cite-status" }, none)]),
    made("p", { className: "cite-buttons" }, accept, cancel),
  )
  const dialog = made("dialog", { className: "cite-dialog" }, form)
  dialog.setAttribute("aria-labelledby", "pin-title")
  cancel.addEventListener("click", () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      dialog.close()
      resolve(select.value)
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(null)
    })
  })
}

async function pinResult(editor, address) {
  const { selection } = editor.state
  const results = await readResults(address, trialOf(editor))
  const chosen = await resultDialog(results, editor.getAttributes("item")["data-result"] ?? "")
  const chain = editor.chain().returnTo(selection).focus()
  return chosen === null ? chain.run() : chain.updateAttributes("item", { "data-result": chosen || null }).run()
}

export const Item = Node.create({
  name: "item",
  content: "paragraph+",
  defining: true,
  addOptions: () => ({ results: "" }),
  addAttributes: () =>
    Object.fromEntries([...Object.keys(LABELS), "data-result"].map((name) => [name, attribute(name)])),
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "li",
    mergeAttributes(HTMLAttributes, marksOf(node.attrs) ? { "data-marks": marksOf(node.attrs) } : {}),
    0,
  ],
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => editor.commands.splitListItem("item"),
    "Shift-Enter": ({ editor }) => editor.commands.splitBlock(),
  }),
  addMenuItems({ buttons, menu }) {
    const define = (name, value, priority) => {
      const label = LABELS[name][value]
      menu.defineItem({
        name: `item:${value}`,
        groups: "item",
        priority,
        button: buttons.text(label, `${gettext("Mark this item")}: ${label}`),
        active: isMarked(name, value),
        command: toggle(name, value),
      })
    }
    define("data-kind", "finding", 90)
    define("data-kind", "interpretation", 80)
    define("data-kind", "outlook", 70)
    define("data-source", "expert_opinion", 60)
    define("data-time-sensitive", "true", 50)
    menu.defineItem({
      name: "item:result",
      groups: "item",
      priority: 40,
      button: buttons.text(gettext("Result…"), gettext("Pin a result of the trial to this item")),
      active: (editor) => Boolean(editor.getAttributes("item")["data-result"]),
      hidden: (editor) => !trialOf(editor),
      command: (editor) => pinResult(editor, this.options.results),
    })
  },
})
