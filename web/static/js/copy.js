// Copying: text for the clipboard, or what is selected where a page may not write to it.

export async function copied(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Only secure pages may write to the clipboard; what is selected can always be copied.
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}
