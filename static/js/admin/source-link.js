// Links in the rich-text editor: one field, and a sentence for an address that cannot be stored.
import { Link, updateAttrsDialog } from "django-prose-editor/editor"

const gettext = window.gettext ?? ((text) => text)
const ALLOWED = /^(https?:\/\/[^/?#]+|mailto:[^@?]+@|\/(?!\/)|#[A-Za-z0-9])/

const askAddress = updateAttrsDialog(
  {
    href: {
      type: "string",
      title: gettext("Address"),
      description: gettext("Begins with https:// or mailto:. Leave it empty to remove the link."),
    },
  },
  { title: gettext("Link") },
)

function withScheme(address) {
  const text = address.trim()
  if (!text || ALLOWED.test(text)) return text
  return text.includes("@") && !text.includes("/") ? `mailto:${text}` : `https://${text.replace(/^[a-z]+:\/*/i, "")}`
}

export const SourceLink = Link.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          const { selection } = editor.state
          if (selection.empty && !editor.isActive("link")) return false
          askAddress(editor, { href: editor.getAttributes("link").href ?? "" }).then((answer) => {
            const back = editor.chain().returnTo(selection).focus()
            if (!answer) return back.run()
            const href = withScheme(answer.href)
            const chain = back.extendMarkRange("link")
            return href ? chain.setLink({ href }).run() : chain.unsetLink().run()
          })
          return true
        },
    }
  },
})
