// Documents as the platform reads them: `{"actions": [...]}`, each action in one of two forms.
//
// Values of fields are not looked at: the documents come from the compiler, which has. What is read here is what tells
// a document from something else, which any URL may answer.

const ACTIONS = new Set([
  'say', 'gather', 'send_digits', 'redirect', 'transfer', 'bridge', 'conference', 'hold', 'resume', 'mute', 'unmute',
  'start_recording', 'stop_recording', 'start_stream', 'stop_stream', 'set_variables', 'unset_variables',
]);

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{actions}`, each `{name, fields}` or `{refused}`; `{refused}` where it is no document. */
export function readDocument(body) {
  if (!isObject(body)) return { refused: 'a document is a JSON object' };
  if (!Array.isArray(body.actions)) return { refused: 'a document has an array of actions' };
  return { actions: body.actions.map((action, index) => readAction(action, `/actions/${index}`)) };
}

function readAction(value, where) {
  if (!isObject(value)) return { refused: `${where}: an action is a JSON object` };
  let name;
  let fields;
  if ('type' in value) {
    ({ type: name, ...fields } = value);
  } else {
    const names = Object.keys(value);
    if (names.length !== 1) return { refused: `${where}: an action object names exactly one action` };
    [name] = names;
    fields = value[name] ?? {};
  }
  if (!ACTIONS.has(name)) return { refused: `${where}: ${JSON.stringify(name)} is no action of the platform` };
  if (!isObject(fields)) return { refused: `${where}: the fields of ${name} are a JSON object` };
  if ((name === 'transfer' || name === 'bridge') && 'to' in fields) {
    const { to, ...others } = fields;
    fields = { ...others, destination: to };
  }
  return { name, fields };
}
