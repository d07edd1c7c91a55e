import { install } from "../../../web/src/store.js";

install(window);
const go = new Go();
WebAssembly.instantiateStreaming(fetch("store-page.wasm"), go.importObject).then(({ instance }) => go.run(instance));
