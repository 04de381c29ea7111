// The document of a one-line field: a single paragraph, in which Enter does nothing.
import { Node } from "django-prose-editor/editor"

export const LineDocument = Node.create({
  name: "doc",
  topNode: true,
  content: "paragraph",
  addKeyboardShortcuts: () => ({ Enter: () => true, "Mod-Enter": () => true, "Shift-Enter": () => true }),
})
