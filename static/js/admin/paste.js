// Pasting: what a word processor adds beside the text goes before the editor reads it; the rest its schema decides.
import { Extension, Plugin } from "django-prose-editor/editor"

// Word writes bullets, footnote marks and comments twice: once for itself, once as a fallback between these comments.
const FALLBACK = /<!(?:--)?\[if !support[^\]>]{0,60}\](?:--)?>[\s\S]{0,2000}?<!(?:--)?\[endif\](?:--)?>/gi
const DROPPED = "style, script, title, xml, del, o\\:p:empty, [style*='mso-list:Ignore'], [style*='mso-hide:all']"

function tidy(html) {
  const parsed = new DOMParser().parseFromString(html.replace(FALLBACK, ""), "text/html")
  for (const node of parsed.querySelectorAll(DROPPED)) node.remove()
  // Raised and lowered letters may come as a style only; after this the style is no longer needed.
  for (const node of parsed.querySelectorAll("span[style]")) {
    const align = /vertical-align:\s*(super|sub)/i.exec(node.getAttribute("style"))
    if (!align) continue
    const mark = parsed.createElement(align[1].toLowerCase() === "super" ? "sup" : "sub")
    mark.append(...node.childNodes)
    node.replaceWith(mark)
  }
  for (const node of parsed.querySelectorAll("[style]")) node.removeAttribute("style")
  return parsed.body.innerHTML
}

export const PlainPaste = Extension.create({
  name: "plainPaste",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: tidy } })],
})
