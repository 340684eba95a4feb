// The keys of a telephone: buttons for mouse and touch, and the keyboard's own keys.

import { KEYS } from './keys.js';

const LETTERS = { 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ' };
const NAMES = { '*': 'Star', '#': 'Pound' };

/** Fill `pad` with buttons; `press` is called with each key, also with those typed while `typing()`. */
export function makeKeypad(pad, press, typing) {
  const buttons = new Map();
  for (const key of KEYS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', NAMES[key] ?? key);
    button.dataset.letters = LETTERS[key] ?? '';
    button.textContent = key;
    button.addEventListener('click', () => press(key));
    pad.append(button);
    buttons.set(key, button);
  }
  document.addEventListener('keydown', (event) => {
    const button = buttons.get(event.key);
    if (!button || !typing() || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    event.preventDefault();
    button.classList.add('down');
    setTimeout(() => button.classList.remove('down'), 120);
    press(event.key);
  });
}

const isField = (element) => element.matches('input:not([type=checkbox], [type=radio]), textarea, select');
