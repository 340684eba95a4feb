// What a call is given: numbers, variables, the time, and what decisions come to.

const get = (id) => document.getElementById(id);

/** What the form says. */
export function given() {
  const variables = {};
  for (const line of get('variables').value.split('\n')) {
    const [name, ...rest] = line.split('=');
    if (name.trim()) variables[name.trim()] = rest.join('=').trim();
  }
  return {
    caller: get('withheld').checked ? 'anonymous' : get('caller').value.trim(),
    called: get('called').value.trim(),
    time: get('given-time').hidden ? '' : get('time').value,
    zone: get('zone').textContent,
    variables,
    digits: get('digits').value,
    decided: decided(),
  };
}

/** One choice for every decision of a flow; what is chosen stays, where it still can be. */
export function offerDecisions({ name, decisions }) {
  const before = decided();
  const zone = decisions.find(({ kind }) => kind === 'hours')?.zone ?? '';
  get('given-time').hidden = zone === '';
  get('zone').textContent = zone;
  get('decisions').replaceChildren(...decisions.map(({ node, outcomes }) => {
    const line = document.createElement('p');
    const label = document.createElement('label');
    const choice = document.createElement('select');
    choice.dataset.decides = `${name}/${node}`;
    choice.append(new Option('as it comes', ''), ...outcomes.map((outcome) => new Option(outcome, outcome)));
    if (outcomes.includes(before[choice.dataset.decides])) choice.value = before[choice.dataset.decides];
    label.append(`What ${node} comes to`, choice);
    line.append(label);
    return line;
  }));
}

const decided = () => Object.fromEntries(
  [...document.querySelectorAll('[data-decides]')]
    .filter(({ value }) => value !== '')
    .map((choice) => [choice.dataset.decides, choice.value]),
);
