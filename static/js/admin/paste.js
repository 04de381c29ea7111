// Pasting: what a word processor adds beside the text goes before the editor reads it; the rest its schema decides.
import { Extension, Plugin } from "django-prose-editor/editor"

// Word writes bullets, footnote marks and comments twice: once for itself, once as a fallback between these comments.
const FALLBACK = /<!(?:--)?\[if !support[^\]>]{0,60}\](?:--)?>[\s\S]{0,2000}?<!(?:--)?\[endif\](?:--)?>/gi
const DROPPED = "script, title, xml, del"
// Marks that may come as a style only, and the style that says an element is none.
const STYLES = [
  ["sup", /vertical-align:\s*super/i],
  ["sub", /vertical-align:\s*sub/i],
  ["strong", /(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i],
  ["em", /(?:^|;)\s*font-style:\s*italic/i],
]
const NOT_BOLD = /(?:^|;)\s*font-weight:\s*(?:normal|400)/i
const UNSEEN = /mso-list:\s*ignore|mso-hide:\s*all|(?:^|;)\s*display:\s*none/i

// Styles are renamed in the text, before it is parsed: the policy of the page would report each one.
function withoutStyles(html) {
  return html
    .replace(FALLBACK, "")
    .replace(/<style\b[\s\S]*?(?:<\/style>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-pasted-style="))
}

function restyle(node) {
  const style = node.dataset.pastedStyle
  if (UNSEEN.test(style)) return node.remove()
  if (node.matches("b, strong") && NOT_BOLD.test(style)) return node.replaceWith(...node.childNodes)
  if (!node.matches("span, font, a")) return undefined
  for (const [tag, pattern] of STYLES) {
    if (!pattern.test(style)) continue
    const mark = node.ownerDocument.createElement(tag)
    mark.append(...node.childNodes)
    node.append(mark)
  }
  return undefined
}

// A line break starts a paragraph, as it does on the server.
function splitAt(lineBreak) {
  const block = lineBreak.closest("p, h1, h2, h3, h4, h5, h6, div, li")
  if (!block) return
  const range = block.ownerDocument.createRange()
  range.setStartAfter(lineBreak)
  range.setEndAfter(block.lastChild)
  const rest = block.cloneNode(false)
  rest.append(range.extractContents())
  lineBreak.remove()
  block.after(rest)
}

function tidy(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html")
  for (const node of body.querySelectorAll(DROPPED)) node.remove()
  for (const node of body.querySelectorAll("[data-pasted-style]")) restyle(node)
  for (const node of [...body.querySelectorAll("br")].reverse()) splitAt(node)
  return body.innerHTML
}

export const PlainPaste = Extension.create({
  name: "plainPaste",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: tidy } })],
})
