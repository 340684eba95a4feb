// One call in the browser: grants the wishes of the platform's side with a voice, a keypad, a clock and a server.

import { Call, HungUp, play, speechTime } from './call.js';
import { enter } from './keys.js';

const HANGUP = { kind: 'hangup' };

export class Session {
  /** `site` is the build that the call begins with, `begin` the document of an entry of `flow`, or '' for its start;
   * `given` is what the form says is given. */
  constructor({ site, flow, begin, server, screen, voice, given, options, onEntry, onPlace }) {
    Object.assign(this, { site, flow, begin, server, screen, voice, given, options, onEntry, onPlace });
    this.begun = performance.now();
    this.delivered = Promise.resolve();
    this.keys = '';
    this.listening = null;
    this.settle = () => {};
    this.gone = new Promise((resolve) => { this.hangUp = () => resolve(HANGUP); });
  }

  async run() {
    const call = this.call = new Call({
      id: newId(),
      caller: this.given.caller,
      called: this.given.called,
      variables: this.given.variables,
      clock: {
        now: () => Math.round(performance.now() - this.begun),
        stamp: () => new Date().toISOString(),
        pass: () => {},
      },
      tell: (entry) => {
        this.onPlace(call.place);
        this.onEntry(entry);
      },
      send: (event) => this.deliver(event),
    });
    const ticking = setInterval(() => this.screen.clock(call.clock.now()), 250);
    const folder = `${this.flow.base_url.replace(/\/+$/, '')}/${this.flow.name}`;
    const player = play(`${folder}/${this.begin || 'answer'}.json`, call);
    try {
      let step = player.next();
      while (!step.done) {
        const wish = step.value;
        this.onPlace(call.place);
        const answer = await Promise.race([this.grant(wish), this.gone]);
        this.rest();
        const asked = wish.wish === 'gather' || wish.wish === 'ring';
        step = answer === HANGUP && !asked ? player.throw(new HungUp()) : player.next(answer);
      }
      await this.delivered;
    } finally {
      clearInterval(ticking);
    }
  }

  deliver(event) {
    if (this.given.digits === 'request' && event.event === 'call.gathered') return;
    this.delivered = this.delivered.then(async () => {
      if (!await this.server.post(this.flow, event)) {
        const data = { message: `${event.event} was not accepted` };
        this.onEntry({ at_ms: this.call.clock.now(), kind: 'fault', text: 'event', data });
      }
    });
  }

  // --- wishes ---

  grant(wish) {
    switch (wish.wish) {
      case 'fetch': return this.load(wish);
      case 'speak': return this.speak(wish);
      case 'gather': return this.gather(wish);
      case 'ring': return this.ring(wish);
      default: return this.leave(wish);
    }
  }

  async load({ url, method, digits }) {
    this.screen.state('Loads');
    await this.delivered;
    const { caller, called, time, zone, decided } = this.given;
    const values = { call_id: this.call.who.id, from: caller, to: called };
    if (time) Object.assign(values, { time, zone });
    if (Object.keys(decided).length > 0) values.decided = JSON.stringify(decided);
    if (digits !== null && this.given.digits !== 'event') values.digits = digits;
    return this.server.fetch(url, method, values);
  }

  /** Speak; a key cuts a gather's prompt short, and is the first of its entry. */
  async speak({ text, ask }) {
    this.screen.state(ask ? 'Asks' : 'Says');
    this.screen.heard(text, this.flow.language);
    this.screen.entry('');
    this.screen.offer({ skip: 'Skip the words' });
    this.keys = '';
    this.listening = (key) => {
      if (!ask || !this.options.cut) return;
      this.keys += key;
      this.screen.entry(this.keys);
      this.voice.interrupt();
    };
    await this.voice.speak(text, this.flow.language, speechTime(text));
  }

  gather({ ask }) {
    return new Promise((resolve) => {
      const early = this.keys;
      this.keys = '';
      this.screen.state('Waits for keys');
      this.screen.offer({ silence: 'Let the time run out' });
      const end = () => resolve(this.keys ? { kind: 'press', keys: this.keys } : { kind: 'wait' });
      this.settle = (choice) => { if (choice === 'silence') end(); };
      this.listening = (key) => {
        this.keys += key;
        this.screen.entry(this.keys);
        if (!enter(this.keys, ask).open) end();
      };
      this.screen.countdown(ask.seconds, wanted(ask), end);
      [...early].forEach((key) => this.listening?.(key));
    });
  }

  ring({ destination, seconds }) {
    return new Promise((resolve) => {
      this.screen.state(`Rings ${destination}`);
      this.screen.offer({ answer: 'They answer', fail: 'Nobody answers' });
      this.settle = (kind) => resolve({ kind });
      this.screen.countdown(seconds, 'Ringing', () => resolve({ kind: 'fail' }));
    });
  }

  leave({ url }) {
    return new Promise((resolve) => {
      this.screen.state('Leaves the flow');
      this.screen.heard(url, '');
      this.screen.offer({ answer: 'That URL answers', fail: 'It does not answer' });
      this.settle = (kind) => resolve({ kind });
    });
  }

  rest() {
    this.screen.still();
    this.screen.offer({});
    this.listening = null;
    this.settle = () => {};
    this.voice.interrupt();
  }

  // --- what the caller does ---

  press(key) {
    this.listening?.(key);
  }

  choose(choice) {
    if (choice === 'skip') this.voice.interrupt();
    else this.settle(choice);
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `call_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function wanted({ least, most, finishOn }) {
  const number = most === null ? `${least} digits or more` : least === most ? `${most}` : `${least} to ${most}`;
  const what = most === null ? number : `${number} ${most === 1 ? 'key' : 'keys'}`;
  return finishOn === null ? what : `${what}, ended by ${finishOn}`;
}
