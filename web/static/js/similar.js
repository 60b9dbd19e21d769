// 相似段落, 查重: choices marked to apply at once do so.

for (const control of document.querySelectorAll("[data-apply]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}
