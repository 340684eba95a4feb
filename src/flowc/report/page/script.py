"""The script of a page: zoom, pan and search in the picture, and from a card to its step. Nothing depends on it."""

from __future__ import annotations

__all__ = ["SCRIPT"]

SCRIPT = """\
const legible = 0.6;
for (const stage of document.querySelectorAll('.stage')) {
  const svg = stage.querySelector('svg');
  const width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
  const said = document.createElement('span');
  let scale = 1;
  const zoom = (to) => {
    const x = (stage.scrollLeft + stage.clientWidth / 2) / scale;
    const y = (stage.scrollTop + stage.clientHeight / 2) / scale;
    scale = Math.min(4, Math.max(0.05, to));
    svg.style.width = `${width * scale}px`;
    svg.style.height = `${height * scale}px`;
    stage.scrollLeft = x * scale - stage.clientWidth / 2;
    stage.scrollTop = y * scale - stage.clientHeight / 2;
  };
  const fitting = Math.min(1, stage.clientWidth / width);
  const tools = document.createElement('div');
  tools.className = 'tools';
  for (const [text, action] of [['Larger', () => zoom(scale * 1.25)], ['Smaller', () => zoom(scale / 1.25)],
    ['Fit', () => zoom(fitting)], ['Full size', () => zoom(1)]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', action);
    tools.append(button);
  }
  const search = document.createElement('input');
  search.type = 'search';
  search.placeholder = 'Find in the picture';
  search.setAttribute('aria-label', 'Find in the picture');
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    const cards = [...svg.querySelectorAll('.card')];
    const found = cards.filter((card) => card.querySelector('title').textContent.toLowerCase().includes(wanted));
    for (const card of cards) card.classList.toggle('dim', wanted !== '' && !found.includes(card));
    said.textContent = wanted === '' ? '' : `${found.length} of ${cards.length}`;
    if (wanted !== '' && found.length) bring(found[0]);
  });
  said.setAttribute('role', 'status');
  tools.append(search, said);
  stage.before(tools);
  stage.classList.add('live');
  const bring = (card) => {
    const box = card.getBoundingClientRect(), frame = stage.getBoundingClientRect();
    stage.scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
    stage.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
  };
  let from = null, moved = false;
  stage.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button === 0)
      from = [event.clientX + stage.scrollLeft, event.clientY + stage.scrollTop];
    moved = false;
  });
  window.addEventListener('pointermove', (event) => {
    if (!from) return;
    const x = from[0] - event.clientX, y = from[1] - event.clientY;
    moved = moved || Math.abs(x - stage.scrollLeft) + Math.abs(y - stage.scrollTop) > 4;
    if (moved) [stage.scrollLeft, stage.scrollTop] = [x, y];
  });
  window.addEventListener('pointerup', () => { from = null; });
  stage.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.1 : 0.9));
  }, { passive: false });
  stage.addEventListener('click', (event) => {
    const card = event.target.closest('.card');
    const step = card && !moved && document.getElementById(`step-${card.id}`);
    if (!step) return;
    document.querySelectorAll('.step.shown').forEach((other) => other.classList.remove('shown'));
    step.classList.add('shown');
    step.querySelectorAll('details').forEach((part) => { part.open = true; });
    step.scrollIntoView({ block: 'start' });
    step.focus();
  });
  zoom(Math.max(fitting, legible));
  bring(svg.querySelector('.card.start') || svg.querySelector('.card'));
}
"""
