// The transcript of the call, entry by entry; documents and events can be opened.

const LABELS = {
  fetch: 'loads',
  say: 'says',
  prompt: 'asks',
  press: 'presses',
  wait: 'waits',
  dial: 'rings',
  answer: 'answered',
  fail: 'no answer',
  action: 'does',
  end: 'ends',
};

export class Log {
  constructor(list) {
    this.list = list;
  }

  clear() {
    this.list.replaceChildren();
  }

  add(entry) {
    const { at_ms: at, kind } = entry;
    const item = document.createElement('li');
    item.className = kind;
    const line = kind === 'fetch' || kind === 'event' ? opened(entry) : document.createElement('p');
    const head = line.tagName === 'DETAILS' ? line.querySelector('summary') : line;
    head.append(part('at', (at / 1000).toFixed(1)), part('kind', LABELS[kind] ?? kind), part('words', words(entry)));
    item.append(line);
    const frame = this.list.parentElement;
    const below = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 40;
    this.list.append(item);
    if (below) frame.scrollTop = frame.scrollHeight;
  }
}

function opened({ kind, data }) {
  const details = document.createElement('details');
  const value = document.createElement('pre');
  value.tabIndex = 0;
  value.textContent = JSON.stringify(kind === 'fetch' ? data.body : data, null, 2);
  details.append(document.createElement('summary'), value);
  return details;
}

function part(name, text) {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}

function words({ kind, text, data }) {
  switch (kind) {
    case 'say':
    case 'prompt': return `\u201c${text}\u201d${data.unheard ? ` (unheard: ${data.unheard})` : ''}`;
    case 'fetch': return data.document === null ? `${text}, which answers ${data.status}` : data.document;
    case 'event': return text + fields(data.data);
    case 'press': return data.digits === text ? text : `${text} (digits ${data.digits || 'none'})`;
    case 'fault': return data.message;
    default: return text + fields(data);
  }
}

const fields = (data) => Object.entries(data)
  .filter(([, value]) => value !== null)
  .map(([name, value]) => ` ${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
  .join('');
