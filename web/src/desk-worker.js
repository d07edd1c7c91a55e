// Holds the program of the desk: what the page says is handed to it, what it
// says is posted by itself.
"use strict";

const waiting = [];
let broken;

self.onmessage = ({ data }) => {
  if (broken) return;
  if (!self.desk) {
    waiting.push(data);
    return;
  }
  try {
    self.desk(...data);
  } catch (error) {
    fail(error);
  }
};

function fail(error) {
  broken = true;
  self.postMessage(["failed", String(error?.message ?? error)]);
}

async function start() {
  self.importScripts("/wasm_exec.js");
  const go = new self.Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/web/desk.wasm"), go.importObject);
  go.run(instance).then(() => fail("the program has ended"), fail);
  for (const message of waiting.splice(0)) self.desk(...message);
}

start().catch(fail);
