// A call that was taken, as a test block of the flow: what was heard, what was pressed, how it ended.
//
// Of each text the first sentence is looked for, which tells it from others and survives a change of the rest.

/** The lines of a test block, or null where the call came to no end that a test can expect. */
export function testBlock(entries, given = []) {
  const end = entries.find(({ kind }) => kind === 'end');
  const expected = end === undefined ? null : expectation(end);
  if (expected === null) return null;
  const lines = [...given.map((words) => `given ${words}`), ...entries.flatMap(lineOf), expected];
  const acts = lines.filter((line) => /^(press|wait|answer|fail)\b/.test(line));
  const title = acts.map((act) => act.replace('press ', '')).join(', ') || 'nothing is asked';
  return `test ${quoted(title)} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}

function lineOf({ kind, text, data }) {
  switch (kind) {
    case 'say':
    case 'prompt': return data.unheard ? [] : [`hear ${quoted(firstSentence(text))}`];
    case 'press': return [`press ${text}`];
    case 'wait':
    case 'answer':
    case 'fail': return [kind];
    case 'fault': return data.message === 'redirect: its URL does not answer' ? ['fail'] : [];
    default: return [];
  }
}

function expectation({ text, data }) {
  switch (text) {
    case 'transfer':
    case 'bridge': return `expect ${text} ${data.destination}`;
    case 'conference': return `expect conference ${quoted(data.room)}`;
    case 'redirect': return `expect redirect ${quoted(data.url)}`;
    case 'hangup': return 'expect hangup';
    default: return null;
  }
}

const firstSentence = (text) => (/^.*?[.?!](?=\s)/s.exec(text) ?? [text])[0];

/** A text of the language. */
export function quoted(text) {
  const escapes = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '{': '{{', '}': '}}' };
  return `"${text.replace(/["\\\n\t{}]/g, (sign) => escapes[sign])}"`;
}
