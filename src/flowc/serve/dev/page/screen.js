// The screen of the telephone: what is going on, in words, and what can be done about it.

const CHOICES = ['answer', 'fail', 'skip', 'silence'];

export class Screen {
  constructor() {
    this.parts = Object.fromEntries(
      ['state-words', 'clock', 'heard', 'wait', 'left', 'wanted', 'seconds', 'entry', ...CHOICES]
        .map((id) => [id, document.getElementById(id)]),
    );
    this.timer = null;
    this.offer({});
  }

  /** What the call does now. */
  state(words) {
    this.parts['state-words'].textContent = words;
  }

  clock(ms) {
    const seconds = Math.floor(ms / 1000);
    this.parts.clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  heard(text, language) {
    this.parts.heard.textContent = text;
    this.parts.heard.lang = language;
  }

  over(words) {
    this.state('The call is over');
    this.heard(words, '');
    this.entry('');
  }

  entry(keys) {
    this.parts.entry.textContent = keys;
  }

  /** The choices that there are now, by their words. */
  offer(choices) {
    for (const id of CHOICES) {
      this.parts[id].hidden = choices[id] === undefined;
      if (choices[id]) this.parts[id].textContent = choices[id];
    }
  }

  /** Count seconds down; `done` is called at the end. */
  countdown(seconds, wanted, done) {
    this.still();
    const end = performance.now() + 1000 * seconds;
    const tick = () => {
      const left = Math.max(0, end - performance.now());
      this.parts.left.style.width = `${left / (10 * seconds)}%`;
      this.parts.seconds.textContent = `${Math.ceil(left / 1000)} s`;
      if (left === 0) {
        this.still();
        done();
      }
    };
    this.parts.wanted.textContent = wanted;
    this.parts.wait.hidden = false;
    this.timer = setInterval(tick, 50);
    tick();
  }

  still() {
    clearInterval(this.timer);
    this.parts.wait.hidden = true;
  }
}
