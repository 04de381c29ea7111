// Says in a sentence that the browser used no passkey or security key; allauth would only write to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  document.getElementById("key_trouble").hidden = false
})
