// Hides the banner on this device until its words change. Without storage it can be hidden on the page alone.
const banner = document.querySelector("[data-banner]")
const words = banner.querySelector("p").textContent
const button = banner.querySelector("button")
try {
  banner.hidden = localStorage.banner === words
} catch {}
button.parentElement.hidden = false
button.addEventListener("click", () => {
  banner.hidden = true
  document.querySelector("footer a").focus()
  try {
    localStorage.banner = words
  } catch {}
})
