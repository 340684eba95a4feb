// The page: follows the builds of the server, and lets one call at a time be taken.

import { given, givenLines, offerDecisions } from './given.js';
import { keepSwitch } from './keep.js';
import { makeKeypad } from './keypad.js';
import { Log } from './log.js';
import { Picture } from './picture.js';
import { Screen } from './screen.js';
import { Server } from './server.js';
import { Session } from './session.js';
import { testBlock } from './testblock.js';
import { tellTrouble } from './trouble.js';
import { Voice } from './voice.js';

const POLL = 1000;
const get = (id) => document.getElementById(id);
const screen = new Screen();
const voice = new Voice();
const log = new Log(get('entries'));
const picture = new Picture(get('stage'));
const options = { cut: true };
let site = null;
let drawn = ''; // the picture that is shown, or asked for: its flow and its edition
let session = null;
let entries = []; // of the call on the screen
let lines = []; // what it was given, as a test says it

const flow = () => site?.flows.find((each) => each.name === get('flow').value) ?? null;

// --- builds ---

async function watch() {
  let tag = '';
  for (;;) {
    try {
      const answer = await fetch('state.json', { headers: { 'If-None-Match': tag }, cache: 'no-store' });
      if (answer.status === 200) {
        tag = answer.headers.get('ETag') ?? '';
        await take(await answer.json());
      }
      document.body.classList.remove('away');
    } catch {
      document.body.classList.add('away');
      get('edition').textContent = 'The server does not answer';
      tag = '';
    }
    await new Promise((resolve) => { setTimeout(resolve, POLL); });
  }
}

async function take(state) {
  site = state;
  const chosen = get('flow').value;
  get('flow').replaceChildren(...state.flows.map(({ name, title }) => new Option(title || name, name)));
  if (state.flows.some(({ name }) => name === chosen)) get('flow').value = chosen;
  get('choice').hidden = state.flows.length < 2;
  get('start').disabled = state.flows.length === 0;
  tellEdition();
  tellTrouble(state);
  await showFlow();
}

function tellEdition() {
  const { flows, edition, made_at: at } = site;
  const older = session !== null && session.site.edition !== edition;
  const words = flows.length === 0 ? 'No build yet' : `Build ${edition}, ${at}`;
  get('edition').textContent = older ? `${words} (this call: build ${session.site.edition})` : words;
}

async function showFlow() {
  const chosen = flow();
  if (chosen === null) return;
  get('title').textContent = chosen.title || chosen.name;
  document.title = `${chosen.title || chosen.name}: take the call`;
  offerDecisions([chosen, ...site.flows.filter((each) => each !== chosen)]);
  offerEntries(chosen);
  if (session === null) await showPicture(site, chosen);
}

/** Where a call can begin: at the start, or where another application would send it back. */
function offerEntries({ entries }) {
  const before = get('begin').value;
  get('begin').replaceChildren(
    new Option('the start', ''), ...entries.map(({ node, document: name }) => new Option(node, name)),
  );
  if (entries.some(({ document: name }) => name === before)) get('begin').value = before;
  get('beginning').hidden = entries.length === 0;
}

/** Show the picture of a flow. A call under way goes on in its own edition, and so does the picture. */
async function showPicture({ edition, made_at: at }, { name, picture: address }) {
  const wanted = `${name} ${edition} ${at}`;
  if (drawn === wanted) return;
  if (session === null) picture.clear();
  drawn = wanted;
  const answer = await fetch(address);
  const text = await answer.text();
  if (!answer.ok) drawn = '';
  else if (drawn === wanted) picture.show(name, text);
}

// --- calls ---

async function start() {
  await stop();
  const called = flow();
  if (called === null) return;
  log.clear();
  entries = [];
  get('as-test').disabled = true;
  get('as-test').title = '';
  picture.clear();
  await showFlow();
  const values = given();
  lines = givenLines(called, values);
  const begin = get('begin').value;
  const mine = session = new Session({
    site,
    flow: called,
    begin,
    server: new Server(site.flows),
    screen,
    voice,
    given: values,
    options,
    onEntry: (entry) => {
      log.add(entry);
      entries.push(entry);
      if (entry.kind !== 'end') return;
      screen.over(ending(entry));
      get('as-test').disabled = begin !== '' || testBlock(entries) === null;
      get('as-test').title = begin === '' ? '' : 'A test begins at the start of its flow';
    },
    onPlace: (place) => light(mine.site, place),
  });
  tellEdition();
  document.body.classList.add('talking');
  get('start').textContent = 'Start again';
  get('hangup').disabled = false;
  screen.entry('');
  mine.over = mine.run().finally(() => {
    if (session !== mine) return;
    session = null;
    document.body.classList.remove('talking');
    get('hangup').disabled = true;
    get('start').textContent = 'Call again';
    tellEdition();
  });
  await mine.over;
}

async function stop() {
  const last = session;
  if (last === null) return;
  last.hangUp();
  await last.over;
}

/** Light the card of an action: the server says for each document which one that is. */
function light(build, { document: name, index }) {
  if (name === null) return;
  const [of, document_] = name.split('/');
  const found = build.flows.find((each) => each.name === of);
  const at = found?.places[document_]?.[index];
  get('here').textContent = at ? at.words : '';
  if (!at) return;
  picture.light(of, at.card);
  showPicture(build, found);
}

function ending({ text, data }) {
  switch (text) {
    case 'transfer': return `Transferred to ${data.destination}`;
    case 'bridge': return `Connected to ${data.destination}`;
    case 'conference': return `In the conference ${data.room}`;
    case 'redirect': return 'Handed over to another application';
    case 'caller': return 'You have hung up';
    case 'hangup': return 'The flow has ended the call';
    default: return `The call has failed: ${data.code}`;
  }
}

function showTest() {
  get('test-text').value = testBlock(entries, lines);
  get('copied').textContent = '';
  get('test').showModal();
}

/** Only pages from this machine may write to the clipboard; elsewhere the text is marked, for the reader to copy. */
async function copyTest() {
  get('test-text').select();
  try {
    await navigator.clipboard.writeText(get('test-text').value);
    get('copied').textContent = 'Copied';
  } catch {
    get('copied').textContent = 'Marked: copy it with Ctrl+C';
  }
}

// --- what can be pressed ---

const listen = (id, event, action) => get(id).addEventListener(event, action);
const press = (key) => session?.press(key);
makeKeypad(get('keypad'), press, () => get('typing').checked && !get('test').open);
listen('start', 'click', start);
listen('hangup', 'click', stop);
for (const choice of ['answer', 'fail', 'skip', 'silence']) listen(choice, 'click', () => session?.choose(choice));
listen('as-test', 'click', showTest);
listen('copy', 'click', copyTest);
listen('withheld', 'change', (event) => { get('caller').disabled = event.target.checked; });
listen('flow', 'change', async () => { await stop(); picture.clear(); await showFlow(); });
listen('larger', 'click', () => picture.zoom(picture.scale * 1.25));
listen('smaller', 'click', () => picture.zoom(picture.scale / 1.25));
listen('fit', 'click', () => picture.fit());
document.querySelectorAll('[name=shown]').forEach((choice) => choice.addEventListener('change', () => {
  get('entries').dataset.shown = choice.value;
}));
keepSwitch('voice', (on) => {
  voice.on = on;
  if (!on) voice.interrupt();
});
keepSwitch('cut', (on) => { options.cut = on; });
keepSwitch('typing', () => {});
keepSwitch('follow', (on) => { picture.follow = on; });
if (voice.mute) get('voiceless').hidden = false;
watch();
