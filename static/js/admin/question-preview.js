// Remarks on the question that is being written, and how learners will see it, beside its form. Nothing is stored.
const gettext = window.gettext ?? ((text) => text)
const SEVERITIES = { error: gettext("Error"), warning: gettext("Warning"), info: gettext("Note") }
const PAUSE = 700
const panel = document.querySelector("[data-question-preview]")

function line({ severity, message, rule }) {
  const item = document.createElement("li")
  const name = document.createElement("b")
  name.textContent = SEVERITIES[severity]
  const code = document.createElement("small")
  code.textContent = rule
  item.className = `remark remark-${severity}`
  item.append(name, ` ${message} `, code)
  return item
}

class Preview {
  constructor(form, panel) {
    this.form = form
    this.panel = panel
    this.standing = panel.querySelector("[data-standing]")
    this.list = panel.querySelector("[data-list]")
    this.frame = panel.querySelector("[data-frame]")
    this.frame.addEventListener("load", () => this.fit())
    // A rich-text editor writes into its field without an event of its own; keys and clicks are what it cannot hide.
    for (const kind of ["input", "change", "keyup", "click"]) form.addEventListener(kind, () => this.soon())
    this.ask()
  }

  soon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), PAUSE)
  }

  async ask() {
    const typed = new URLSearchParams(new FormData(this.form))
    const state = typed.toString()
    if (state === this.asked) return
    this.asked = state
    this.request?.abort()
    this.request = new AbortController()
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": typed.get("csrfmiddlewaretoken") ?? "" }
      const answer = await fetch(this.panel.dataset.remarks, { method: "POST", headers, body: typed, signal: this.request.signal })
      if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(answer.status)
      this.show(await answer.json())
    } catch (error) {
      if (error.name === "AbortError") return
      this.asked = ""
      this.say(gettext("The remarks could not be fetched. What you typed is still here; signing in again in another tab may help."))
    }
  }

  show({ remarks, page, is_begun: isBegun }) {
    this.list.replaceChildren(...remarks.map(line))
    const count = remarks.length === 1 ? gettext("1 remark") : window.interpolate(gettext("%s remarks"), [remarks.length])
    this.say(!isBegun ? gettext("Remarks follow while you write.") : remarks.length ? count : gettext("No remarks."))
    this.frame.hidden = !isBegun
    this.frame.srcdoc = page
  }

  // A status that is set to the same words again would be read aloud again.
  say(words) {
    if (this.standing.textContent !== words) this.standing.textContent = words
  }

  fit() {
    const height = this.frame.contentDocument?.documentElement?.scrollHeight
    if (height) this.frame.height = height
  }
}

if (panel) new Preview(panel.closest("form"), panel)
