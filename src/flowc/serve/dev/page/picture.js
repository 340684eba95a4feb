// The picture of a flow: cards, of which the one is lit where the call is.

export class Picture {
  constructor(stage) {
    this.stage = stage;
    this.svg = null;
    this.flow = '';
    this.scale = 1;
    this.follow = true;
    this.trail = []; // the cards that the call has come by: `{flow, card}`, in whichever flow
  }

  /** Where the call is: `{flow, card}`. */
  get place() {
    return this.trail.at(-1) ?? null;
  }

  /** Show a flow's SVG; the style for it is the page's. */
  show(flow, text) {
    const file = new DOMParser().parseFromString(text, 'image/svg+xml');
    const another = flow !== this.flow;
    this.svg = document.adoptNode(file.documentElement);
    this.flow = flow;
    this.width = this.svg.viewBox.baseVal.width;
    this.height = this.svg.viewBox.baseVal.height;
    this.stage.replaceChildren(this.svg);
    if (another) this.fit();
    else this.zoom(this.scale);
    this.mark();
  }

  clear() {
    this.trail = [];
    this.mark();
  }

  /** Light a card; those lit before stay marked as ways that the call came. */
  light(flow, card) {
    if (this.place?.flow === flow && this.place.card === card) return;
    this.trail.push({ flow, card });
    this.mark();
  }

  mark() {
    if (this.svg === null) return;
    this.svg.querySelectorAll('.now, .been').forEach((card) => card.classList.remove('now', 'been'));
    const cards = this.trail.map(({ flow, card }) => (flow === this.flow ? this.svg.getElementById(card) : null));
    cards.forEach((card) => card?.classList.add('been'));
    const now = cards.at(-1);
    if (!now) return;
    now.classList.add('now');
    if (this.follow) this.bring(now);
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
