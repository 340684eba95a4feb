// Prompts, spoken by the browser's own voice; where it has none, or it is switched off, by nobody, in the same time.
//
// A browser may promise a voice and never begin (no audio, no permission yet). So whatever has not begun after
// `PATIENCE` counts as unspoken, and what never ends is ended after several times its length.

const PATIENCE = 1500;

export class Voice {
  constructor() {
    this.on = true;
    this.mute = !('speechSynthesis' in window);
    this.interrupt = () => {};
  }

  /** Speak a text of a language; resolved when it is spoken or interrupted. `time` is how long that takes, in ms. */
  speak(text, language, time) {
    return new Promise((resolve) => {
      const timers = [];
      const later = (ms, action) => timers.push(setTimeout(action, ms));
      const done = () => {
        timers.forEach(clearTimeout);
        this.interrupt = () => {};
        if (!this.mute) speechSynthesis.cancel();
        resolve();
      };
      this.interrupt = done;
      if (!this.on || this.mute) {
        later(time, done);
        return;
      }
      const words = new SpeechSynthesisUtterance(text);
      words.lang = language;
      let begun = false;
      words.onstart = () => { begun = true; };
      words.onend = done;
      words.onerror = () => { if (!begun) this.lose(later, time, done); else done(); };
      later(PATIENCE, () => { if (!begun) this.lose(later, time - PATIENCE, done); });
      later(4 * time + 5000, done);
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    });
  }

  /** There is no voice after all. */
  lose(later, time, done) {
    this.mute = true;
    speechSynthesis.cancel();
    document.getElementById('voiceless').hidden = false;
    later(Math.max(0, time), done);
  }
}
