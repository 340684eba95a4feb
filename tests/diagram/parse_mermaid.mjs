// Reads the names of Mermaid files, one a line, and says of each what Mermaid makes of it: its kind, or what is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , mermaidFolder, jsdomFolder] = process.argv;
const { JSDOM } = createRequire(import.meta.url)(jsdomFolder);
const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${mermaidFolder}/dist/mermaid.core.mjs`));
for (const file of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  try {
    console.log((await mermaid.parse(readFileSync(file, 'utf8'))).diagramType);
  } catch (problem) {
    console.log(String(problem.message).split('\n')[0]);
  }
}
