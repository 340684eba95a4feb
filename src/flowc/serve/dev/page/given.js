// What a call is given: numbers, variables, the time, and what decisions come to.

const WITHHELD = 'anonymous'; // what the platform says of a caller whose number is withheld
const get = (id) => document.getElementById(id);

/** What the form says. */
export function given() {
  const variables = {};
  for (const line of get('variables').value.split('\n')) {
    const [name, ...rest] = line.split('=');
    if (name.trim()) variables[name.trim()] = rest.join('=').trim();
  }
  return {
    caller: get('withheld').checked ? WITHHELD : get('caller').value.trim(),
    called: get('called').value.trim(),
    time: get('given-time').hidden ? '' : get('time').value,
    zone: get('zone').textContent,
    variables,
    digits: get('digits').value,
    decided: decided(),
  };
}

/** The same as lines of a test, without `given`: as far as the flow asks for it. */
export function givenLines({ name, decisions }, { caller, called, time, decided: outcomes }) {
  const asks = (kind) => decisions.some((decision) => decision.kind === kind);
  const lines = [];
  if (time) lines.push(`time "${time}"`);
  if (asks('caller')) lines.push(`caller ${caller === WITHHELD ? 'withheld' : caller}`);
  if (asks('called')) lines.push(`called ${called}`);
  for (const { node } of decisions) {
    const outcome = outcomes[`${name}/${node}`];
    if (outcome !== undefined) lines.push(`${node} ${outcome}`);
  }
  return lines;
}

/** One choice for every decision of these flows; what is chosen stays, where it still can be. */
export function offerDecisions(flows) {
  const before = decided();
  const decisions = flows.flatMap((flow) => flow.decisions.map((decision) => ({ flow: flow.name, ...decision })));
  const zone = decisions.find(({ kind }) => kind === 'hours')?.zone ?? '';
  get('given-time').hidden = zone === '';
  get('zone').textContent = zone;
  get('decisions').replaceChildren(...decisions.map(({ flow, node, outcomes }) => {
    const line = document.createElement('p');
    const label = document.createElement('label');
    const choice = document.createElement('select');
    choice.dataset.decides = `${flow}/${node}`;
    choice.append(new Option('as it comes', ''), ...outcomes.map((outcome) => new Option(outcome, outcome)));
    if (outcomes.includes(before[choice.dataset.decides])) choice.value = before[choice.dataset.decides];
    label.append(`What ${flows.length > 1 ? `${flow}.` : ''}${node} comes to`, choice);
    line.append(label);
    return line;
  }));
}

const decided = () => Object.fromEntries(
  [...document.querySelectorAll('[data-decides]')]
    .filter(({ value }) => value !== '')
    .map((choice) => [choice.dataset.decides, choice.value]),
);
