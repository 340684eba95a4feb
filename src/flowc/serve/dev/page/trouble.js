// What is wrong with the flow: the findings of the last edit, and whether it is being served.

const get = (id) => document.getElementById(id);

export function tellTrouble({ broken, flows, findings, edition }) {
  const told = findings.length > 0;
  const words = flows.length === 0
    ? 'The flow has errors. As soon as they are mended it can be called.'
    : `The last edit has errors. What is called here is still build ${edition}, from before it.`;
  get('trouble').hidden = !broken && !told;
  get('trouble').classList.toggle('broken', broken);
  get('trouble-words').textContent = broken ? words : '';
  get('findings').hidden = !told;
  get('findings').open = broken;
  get('findings-count').textContent = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  get('findings-list').replaceChildren(...findings.map(findingItem));
}

function findingItem({ severity, code, place, message, help }) {
  const item = document.createElement('li');
  const head = document.createElement('span');
  head.className = severity;
  head.textContent = `${place} ${severity} ${code}`;
  item.append(head, ` ${message}`);
  if (help) {
    const line = document.createElement('span');
    line.className = 'quiet';
    line.textContent = ` ${help}`;
    item.append(line);
  }
  return item;
}
