// Chapters of a video of ours move its player. Without this module they open the file at that second.
for (const figure of document.querySelectorAll(".video")) {
  const player = figure.querySelector("video")
  figure.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-at]")
    if (!player || !link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    player.currentTime = Number(link.dataset.at)
    player.play()
    player.focus()
  })
}
