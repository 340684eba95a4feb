// The picture of the flow: cards, of which the one is lit where the call is.

export class Picture {
  constructor(stage) {
    this.stage = stage;
    this.svg = null;
    this.scale = 1;
    this.follow = true;
    this.trail = [];
  }

  /** Show an SVG file's text; the style for it is the page's. */
  show(text) {
    const file = new DOMParser().parseFromString(text, 'image/svg+xml');
    const svg = document.adoptNode(file.documentElement);
    const first = this.svg === null;
    this.svg = svg;
    this.width = svg.viewBox.baseVal.width;
    this.height = svg.viewBox.baseVal.height;
    this.stage.replaceChildren(svg);
    if (first) this.fit();
    else this.zoom(this.scale);
    this.light(this.trail.at(-1) ?? null);
  }

  clear() {
    this.trail = [];
    this.light(null);
  }

  /** Light a card; those lit before stay marked as ways that the call came. */
  light(id) {
    if (id !== null && this.trail.at(-1) !== id) this.trail.push(id);
    if (this.svg === null) return;
    this.svg.querySelectorAll('.now, .been').forEach((card) => card.classList.remove('now', 'been'));
    this.trail.forEach((name) => this.card(name)?.classList.add('been'));
    const card = id === null ? null : this.card(id);
    if (!card) return;
    card.classList.add('now');
    if (this.follow) this.bring(card);
  }

  card(id) {
    return this.svg.querySelector(`#${CSS.escape(id)}`);
  }

  bring(card) {
    const box = card.getBoundingClientRect();
    const frame = this.stage.getBoundingClientRect();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.stage.scrollBy({
      left: box.left - frame.left - Math.max(16, (frame.width - box.width) / 2),
      top: box.top - frame.top - Math.max(16, (frame.height - box.height) / 2),
      behavior: still ? 'auto' : 'smooth',
    });
  }

  zoom(scale) {
    if (this.svg === null) return;
    const x = (this.stage.scrollLeft + this.stage.clientWidth / 2) / this.scale;
    const y = (this.stage.scrollTop + this.stage.clientHeight / 2) / this.scale;
    this.scale = Math.min(3, Math.max(0.1, scale));
    this.svg.style.width = `${this.width * this.scale}px`;
    this.svg.style.height = `${this.height * this.scale}px`;
    this.stage.scrollLeft = x * this.scale - this.stage.clientWidth / 2;
    this.stage.scrollTop = y * this.scale - this.stage.clientHeight / 2;
  }

  /** As large as the stage has room for, but readable. */
  fit() {
    const room = Math.min(this.stage.clientWidth / this.width, this.stage.clientHeight / this.height);
    this.zoom(Math.min(1, Math.max(0.6, room)));
    this.stage.scrollTo(0, 0);
  }
}
