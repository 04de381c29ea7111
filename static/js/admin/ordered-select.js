// A multiple choice whose order counts: what is chosen last is sent last.
function keepOrder(select) {
  if (select.dataset.ready || select.id.includes("__prefix__")) return
  select.dataset.ready = "true"
  window.django.jQuery(select).on("select2:select", (event) => {
    select.append(event.params.data.element)
    window.django.jQuery(select).trigger("change.select2")
  })
}

const start = (within) => within.querySelectorAll("select[data-keeps-order]").forEach(keepOrder)
start(document)
document.addEventListener("formset:added", (event) => start(event.target))
