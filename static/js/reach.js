// Tells once that the page was opened, and once that it was read. No cookie, no name.
const { dataset } = document.documentElement
const { reach, version } = document.querySelector("[data-reach]").dataset
const text = document.getElementById("text") ?? document.body
const needed = Math.max(30, 20 * text.dataset.minutes || 0)
let seconds = 0, atEnd

function tell(event) {
  const body = new URLSearchParams({ version, event })
  fetch(reach, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {})
  return Date.now()
}

function look() {
  if (document.hidden) return
  dataset.opened ||= tell("view")
  if (seconds++ >= needed && atEnd) {
    dataset.read = tell("read")
    clearInterval(timer)
  }
}

const timer = setInterval(look, 1000)
look()
// All above the window counts as inside: the text is, once its end is.
new IntersectionObserver(([entry]) => (atEnd ||= entry.intersectionRatio > 0.98), {
  rootMargin: "9999999px 0px 0px",
  threshold: 0.99,
}).observe(text)
