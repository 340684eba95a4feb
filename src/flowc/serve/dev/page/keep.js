// Switches that stay as they were left, where the browser keeps anything for a page.

/** Have a checkbox as it was left; `turn` is called with its state now and whenever it changes. */
export function keepSwitch(id, turn) {
  const box = document.getElementById(id);
  try {
    box.checked = (localStorage.getItem(id) ?? String(box.checked)) === 'true';
  } catch {
    // nothing is kept
  }
  turn(box.checked);
  box.addEventListener('change', () => {
    turn(box.checked);
    try {
      localStorage.setItem(id, box.checked);
    } catch {
      // nothing is kept
    }
  });
}
