// The platform's side of one call: its state, and what each action of a document does to it.
//
// `play` is a generator that knows no browser. It yields **wishes**, what only the world can answer, and is sent the
// answers; whoever plays (the page, a test) decides how long that takes. What the platform documents is done as
// documented; what it leaves open is assumed as everywhere in flowc, and stands in docs/platform.md.
//
//   {wish: 'fetch', url, method, digits}  ->  {status, body, document}; null where the URL is somebody else's
//   {wish: 'speak', text, ask}            ->  nothing, when it is spoken; `ask` where the text is a gather's prompt
//   {wish: 'gather', ask}                 ->  {kind: 'press', keys}, {kind: 'wait'} or {kind: 'hangup'}
//   {wish: 'ring', destination, seconds}  ->  {kind: 'answer'}, {kind: 'fail'} or {kind: 'hangup'}
//   {wish: 'leave', url}                  ->  {kind: 'answer'} or {kind: 'fail'}: whether somebody else's URL answers
//
// A caller who hangs up in the midst of anything else is thrown into the generator as `HungUp`.
//
// The world gives a clock: `now()` are milliseconds since the call began, `stamp()` the same as events write times,
// and `pass(ms)` says that something took so long by the platform's rules: a real clock has seen it pass. `tell` is
// called with every entry of the transcript, `send` with every event. `place` is where the call stands: a document and
// the index of the action in it.

import { readDocument } from './actions.js';
import { askOf, enter } from './keys.js';

export const MAX_REDIRECTS = 20;
export const RING_SECONDS = 30;
const WORDS_PER_MINUTE = 150;

/** How long it takes to say a text, in milliseconds. */
export const speechTime = (text) => Math.round((text.split(/\s+/).filter(Boolean).length * 60000) / WORDS_PER_MINUTE);

export class HungUp extends Error {}

export class Call {
  constructor({ id, caller, called, variables = {}, clock, tell = () => {}, send = () => {} }) {
    this.over = false;
    this.place = { document: null, index: 0 };
    this.redirects = 0;
    this.variables = { ...variables };
    this.who = { id, caller, called };
    this.clock = clock;
    this.status = 'created';
    this.hold = false;
    this.recording = false;
    this.muted = new Set();
    this.streams = new Set();
    this.listeners = { tell, send };
  }

  // --- the call as a whole ---

  begin() {
    this.event('call.created', {});
    this.status = 'answered';
    this.event('call.answered', {});
  }

  end(how, fields = {}) {
    if (how !== 'redirect') this.finish('completed', {});
    this.note('end', how, fields);
    this.over = true;
  }

  fail(code, message) {
    this.fault(code, message);
    this.finish('failed', { code, message });
    this.note('end', 'failed', { code });
    this.over = true;
  }

  finish(status, data) {
    this.status = status;
    this.event(`call.${status}`, data);
    if (this.recording) {
      this.recording = false;
      this.event('recording.completed', {});
    }
  }

  fault(code, message) {
    this.note('fault', code, { message });
  }

  note(kind, text, data) {
    this.listeners.tell({ at_ms: this.clock.now(), kind, text, data });
  }

  event(name, data) {
    const { id, caller, called } = this.who;
    const event = {
      event: name,
      created_at: this.clock.stamp(),
      call: {
        id,
        customer_id: 'customer_simulated',
        application_id: 'application_simulated',
        status: this.status,
        direction: 'inbound',
        from: caller,
        to: called,
      },
      variables: { ...this.variables },
      data,
    };
    this.note('event', name, event);
    this.listeners.send(event);
  }

  // --- single actions ---

  *speak(kind, text, ask) {
    const unheard = this.hold ? 'hold' : this.muted.has('write') ? 'mute' : null;
    this.note(kind, text, unheard === null ? {} : { unheard });
    if (unheard === null) yield { wish: 'speak', text, ask };
    this.clock.pass(speechTime(text));
  }

  /** Ask the caller; what was entered, or null where the caller hung up. */
  *gather(fields) {
    const ask = askOf(fields);
    if (fields.prompt) yield* this.speak('prompt', fields.prompt, ask);
    const act = yield { wish: 'gather', ask };
    const deaf = this.muted.has('read');
    const { digits, open } = enter(deaf || act.kind !== 'press' ? '' : act.keys, ask);
    const timedOut = open && act.kind !== 'hangup';
    if (act.kind === 'press') this.note('press', act.keys, { digits, ...(deaf ? { unheard: 'mute' } : {}) });
    if (act.kind === 'wait') this.note('wait', '', {});
    if (deaf) this.fault('gather_while_muted', 'gather: the platform does not hear the caller, whose voice is muted');
    if (timedOut) this.clock.pass(1000 * ask.seconds);
    this.event('call.gathered', {
      digits,
      status: timedOut ? 'timeout' : 'completed',
      timed_out: timedOut,
      min_digits: ask.least,
      max_digits: ask.most,
      timeout_seconds: ask.seconds,
      finish_on_key: ask.finishOn,
    });
    if (act.kind !== 'hangup') return digits;
    this.end('caller');
    return null;
  }

  /** Ring another party; the call is over unless nobody answers. */
  *bridge(fields) {
    const seconds = fields.timeout_seconds ?? RING_SECONDS;
    this.note('dial', '', fields);
    const act = yield { wish: 'ring', destination: fields.destination, seconds };
    if (act.kind === 'answer') {
      this.note('answer', '', {});
      this.end('bridge', fields);
    } else if (act.kind === 'hangup') {
      this.end('caller');
    } else {
      this.clock.pass(1000 * seconds);
      this.note('fail', '', {});
    }
  }

  /** Spend a redirect; false where none is left, and the call has failed. */
  spend(fields) {
    const limit = fields.max_redirects ?? MAX_REDIRECTS;
    if (this.redirects >= limit) {
      this.fail('too_many_redirects', `redirect: the call has spent its ${limit} redirects`);
      return false;
    }
    this.redirects += 1;
    return true;
  }

  /** Carry out an action that neither asks nor leads anywhere. */
  perform(name, fields) {
    const both = (value, ...sides) => (value === undefined || value === 'both' ? sides : [value]);
    const directions = both(fields.direction, 'read', 'write');
    const tracks = both(fields.track, 'inbound', 'outbound');
    switch (name) {
      case 'hold': this.hold = true; break;
      case 'resume':
        if (!this.hold) this.fault('not_on_hold', 'resume: the call is not on hold');
        this.hold = false;
        break;
      case 'mute': directions.forEach((side) => this.muted.add(side)); break;
      case 'unmute':
        if (!directions.some((side) => this.muted.has(side))) {
          this.fault('not_muted', `unmute ${fields.direction}: it is not muted`);
        }
        directions.forEach((side) => this.muted.delete(side));
        break;
      case 'start_stream': this.startStream(fields.stream_url, tracks); break;
      case 'stop_stream': this.stopStream(fields.stream_url, tracks); break;
      case 'set_variables': Object.assign(this.variables, fields.variables); break;
      case 'unset_variables': this.unset(fields.names); break;
      default: break;
    }
    this.note('action', name, fields);
    if (name === 'send_digits') this.clock.pass(fields.pause_before_ms ?? 0);
    if (name === 'start_recording') this.startRecording();
    if (name === 'stop_recording') this.stopRecording();
  }

  unset(names) {
    for (const name of names) {
      if (!Object.hasOwn(this.variables, name)) {
        this.fault('variable_not_set', `unset_variables: '${name}' is not set`);
      }
      delete this.variables[name];
    }
  }

  startRecording() {
    if (this.recording) {
      this.event('recording.failed', { code: 'recording_already_started' });
      this.fault('recording_already_started', 'start_recording: the call is being recorded already');
    } else {
      this.recording = true;
      this.event('recording.started', {});
    }
  }

  stopRecording() {
    if (this.recording) {
      this.recording = false;
      this.event('recording.completed', {});
    } else {
      this.event('recording.failed', { code: 'recording_not_started' });
      this.fault('recording_not_started', 'stop_recording: the call is not being recorded');
    }
  }

  startStream(url, tracks) {
    const started = tracks.map((track) => `${track} ${url}`);
    if (started.some((stream) => this.streams.has(stream))) {
      this.fault('stream_already_started', `start_stream: ${url} is streaming already`);
    }
    started.forEach((stream) => this.streams.add(stream));
  }

  stopStream(url, tracks) {
    const stopped = [...this.streams].filter((stream) => {
      const [track, ...rest] = stream.split(' ');
      return (url === undefined || url === rest.join(' ')) && tracks.includes(track);
    });
    if (stopped.length === 0) this.fault('stream_not_started', 'stop_stream: no such stream is running');
    stopped.forEach((stream) => this.streams.delete(stream));
  }
}

/** Play a call from its `answer_url` until it is over. */
export function* play(url, call) {
  try {
    call.begin();
    let page = yield* load(call, { url });
    if (page === null || page.refused !== undefined) {
      call.fail('answer_url_failed', page === null ? 'its URL does not answer' : page.refused);
    }
    while (!call.over) page = yield* run(page, call);
  } catch (problem) {
    if (!(problem instanceof HungUp)) throw problem;
    if (!call.over) call.end('caller');
  }
}

/** Carry out a document; the next one, or null where the call is over. */
function* run(page, call) {
  let digits = null;
  let unanswered = null;
  for (const [index, { name, fields, refused }] of page.actions.entries()) {
    call.place = { document: page.document, index };
    if (refused !== undefined) {
      call.fail('invalid_action', refused);
      return null;
    }
    unanswered = null;
    switch (name) {
      case 'say': yield* call.speak('say', fields.text); break;
      case 'gather': digits = yield* call.gather(fields); break;
      case 'bridge': yield* call.bridge(fields); break;
      case 'redirect': {
        const following = yield* redirect(fields, call, digits);
        if (following !== null && following.refused === undefined) return following;
        unanswered = following;
        break;
      }
      case 'transfer':
      case 'conference': call.end(name, fields); break;
      default: call.perform(name, fields);
    }
    if (call.over) return null;
  }
  if (unanswered === null) call.end('hangup');
  else call.fail('no_more_actions', `nothing stands behind the redirect: ${unanswered.refused}`);
  return null;
}

/** The document that a redirect leads to, `{refused}` where it leads to none, null where the call is over. */
function* redirect(fields, call, digits) {
  if (!call.spend(fields)) return null;
  let page = yield* load(call, { url: fields.url, method: fields.method, digits });
  if (page === null) {
    const act = yield { wish: 'leave', url: fields.url };
    if (act.kind === 'answer') {
      call.end('redirect', fields);
      return null;
    }
    page = { refused: 'its URL does not answer' };
  } else if (page.refused === undefined) {
    const broken = page.actions.find((action) => action.refused !== undefined);
    if (broken === undefined) return page;
    page = { refused: `its document holds an invalid action, ${broken.refused}` };
  }
  call.fault('redirect_failed', `redirect: ${page.refused}`);
  return page;
}

/** What a URL answers, read: `{document, actions}` or `{refused}`; null where it is somebody else's. */
function* load(call, { url, method = 'GET', digits = null }) {
  const answer = yield { wish: 'fetch', url, method, digits };
  if (answer === null) return null;
  const { status, body = null, document = null } = answer;
  call.note('fetch', url, { status, document, body });
  if (status < 200 || status >= 300) return { refused: `its URL answers ${status}` };
  return { document, ...readDocument(body) };
}
