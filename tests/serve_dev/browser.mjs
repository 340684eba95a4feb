// Does in a headless Chromium what the test says: one JSON value a line, both ways.
//
//   in:   ["open", url, {width, height, dark, touch}], ["click", selector], ["tap", selector], ["press", key],
//         ["fill", selector, text], ["choose", selector, value], ["until", selector, text], ["evaluate", expression],
//         ["picture", file]; ["told"] gives what the page has told its console
//   out:  {"value": ...} or {"problem": "..."}

import { createInterface } from 'node:readline';
import { argv, stdin, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , library, executablePath] = argv;
const { chromium } = await import(pathToFileURL(`${library}/index.mjs`));
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
let page = null;
let told = [];

const deeds = {
  async open(url, { width = 1280, height = 860, dark = false, touch = false } = {}) {
    await page?.context().close();
    told = [];
    const context = await browser.newContext({
      viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', hasTouch: touch, bypassCSP: false,
    });
    page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on('console', (message) => told.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (problem) => told.push(`error: ${problem.message}`));
    page.on('request', (request) => {
      const own = request.url().startsWith(new URL(url).origin) || request.url().startsWith('data:');
      if (!own) told.push(`asks ${request.url()}`);
    });
    await page.goto(url);
    await page.waitForSelector('#stage svg');
  },
  click: (selector) => page.click(selector),
  tap: (selector) => page.tap(selector),
  press: (key) => page.keyboard.press(key),
  choose: (selector, value) => page.selectOption(selector, value).then(() => null),
  fill: (selector, text) => page.fill(selector, text),
  until: (selector, text) => page.waitForFunction(
    ([where, what]) => document.querySelector(where)?.textContent.includes(what), [selector, text],
  ).then(() => null),
  evaluate: (expression) => page.evaluate(expression),
  told: async () => told,
  picture: (path, fullPage = false) => page.screenshot({ path, fullPage }).then(() => null),
};

for await (const line of createInterface({ input: stdin })) {
  const [deed, ...operands] = JSON.parse(line);
  try {
    stdout.write(`${JSON.stringify({ value: await deeds[deed](...operands) ?? null })}\n`);
  } catch (problem) {
    stdout.write(`${JSON.stringify({ problem: `${deed} ${operands[0]}: ${problem.message}` })}\n`);
  }
}
await browser.close();
