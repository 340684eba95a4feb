// Plays calls with the telephone's own modules, and lets the test grant every wish: one JSON value a line, both ways.
//
//   in:   {url, call}                        begin a call
//   out:  {wish, ...}                        in: the answer, {"stop": true} to leave the call as it stands, or
//                                            {"hang up": true}
//   out:  {over: true, entries}              the call is over, or was left

import { createInterface } from 'node:readline';
import { argv, stdin, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';

const { Call, HungUp, play } = await import(pathToFileURL(`${argv[2]}/call.js`));
const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();
const hear = async () => JSON.parse((await lines.next()).value);
const say = (value) => stdout.write(`${JSON.stringify(value)}\n`);

function clock() {
  let at = 0;
  const begin = Date.UTC(2026, 0, 1);
  return { now: () => at, pass: (ms) => { at += ms; }, stamp: () => new Date(begin + at).toISOString() };
}

for (;;) {
  const line = await lines.next();
  if (line.done) break;
  const { url, call: who } = JSON.parse(line.value);
  const entries = [];
  const time = clock();
  const call = new Call({ ...who, clock: time, tell: (entry) => entries.push(entry) });
  const player = play(url, call);
  let step = player.next();
  while (!step.done) {
    if (step.value.wish === 'speak') {
      step = player.next();
      continue;
    }
    say(step.value);
    const answer = await hear();
    if (answer !== null && answer.stop) break;
    time.pass(answer?.passed ?? 0);
    step = answer !== null && answer['hang up'] ? player.throw(new HungUp()) : player.next(answer);
  }
  say({ over: true, entries });
}
