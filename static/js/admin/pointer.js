// Pointers to tables and figures in the rich-text editor: a button that lists their keys, and typed tokens.
// [#t1] points to a table or figure, [^a] marks a footnote of a table; the node that shows both is the citation's.
import { Extension, InputRule, updateAttrsDialog } from "django-prose-editor/editor"

const gettext = window.gettext ?? ((text) => text)
const TOKEN = /\[([#^])([A-Za-z0-9][A-Za-z0-9_.:-]*)\]$/
const KEYS = '[name^="articles_tableblock_set-"][name$="-key"], [name^="articles_figureblock_set-"][name$="-key"]'

const keysOfPage = () => [...document.querySelectorAll(KEYS)].map((input) => input.value.trim()).filter(Boolean)

const pointer = (sign, key) => ({ type: "citation", attrs: { [sign === "#" ? "data-xref" : "data-note"]: key } })

async function point(editor) {
  const { selection } = editor.state
  const keys = keysOfPage()
  const field = keys.length
    ? { type: "string", title: gettext("Key of the table or figure"), enum: keys }
    : {
        type: "string",
        title: gettext("Key of the table or figure"),
        description: gettext("None on this page has a key yet. Give it one, such as t1."),
      }
  const ask = updateAttrsDialog({ key: field }, { title: gettext("Point to a table or figure"), submitText: gettext("Insert") })
  const answer = await ask(editor, { key: keys[0] ?? "" })
  const key = answer?.key.trim() ?? ""
  const back = editor.chain().returnTo(selection).focus()
  if (!TOKEN.test(`[#${key}]`)) return back.run()
  return back.insertContent(pointer("#", key)).run()
}

export const Pointer = Extension.create({
  name: "pointer",
  addInputRules() {
    return [
      new InputRule({
        find: TOKEN,
        handler: ({ range, match, chain }) => {
          chain().deleteRange(range).insertContent(pointer(match[1], match[2])).run()
        },
      }),
    ]
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "cite",
      button: buttons.text(gettext("Point to"), gettext("Point to a table or figure")),
      command: (editor) => point(editor),
    })
  },
})
