// Names and states of rich-text editors for assistive technology, and focus from their labels.
const gettext = window.gettext ?? ((text) => text)
const TOGGLES = ["bold", "italic", "superscript", "subscript"]

function name(textarea, editor) {
  const field = editor.view.dom
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  field.setAttribute("role", "textbox")
  field.setAttribute("aria-multiline", String(textarea.dataset.profile !== "line"))
  field.id = `${textarea.id}_editor`
  const help = document.getElementById(`${textarea.id}_helptext`)
  if (help) field.setAttribute("aria-describedby", help.id)
  if (!label) return
  label.id ||= `${textarea.id}_label`
  field.setAttribute("aria-labelledby", label.id)
  label.addEventListener("click", () => editor.commands.focus())
  nameTools(editor, label.textContent.replace(/:\s*$/, ""))
  // The tools of an editor added later appear only after it is ready.
  editor.on("create", () => nameTools(editor, label.textContent.replace(/:\s*$/, "")))
}

function nameTools(editor, label) {
  const bar = editor.view.dom.parentElement.querySelector(".prose-menubar")
  if (!bar || bar.hasAttribute("role")) return
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", `${gettext("Formatting")}: ${label}`)
  const toggles = [...bar.querySelectorAll("button")].filter(
    ({ dataset }) => TOGGLES.includes(dataset.name) || /^item:(?!result)/.test(dataset.name ?? ""),
  )
  const show = () => {
    for (const toggle of toggles) toggle.setAttribute("aria-pressed", String(toggle.classList.contains("active")))
  }
  editor.on("transaction", show)
  show()
}

document.addEventListener("prose-editor:ready", ({ detail }) => name(detail.textarea, detail.editor))
// Which label belongs to an editor must be known before its first event, so none is missed by loading late.
for (const textarea of document.querySelectorAll(".prose-editor > textarea")) {
  const field = textarea.parentElement.querySelector(".ProseMirror")
  if (field?.editor && !field.hasAttribute("aria-labelledby")) name(textarea, field.editor)
}
