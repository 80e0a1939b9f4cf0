"use strict";
{% include "sealed/keys.js" %}

const { salt, iterations, check } = document.body.dataset;
const [form, opened, said, words] = ["form", "opened", "said", "words"].map(id => document.getElementById(id));

/* What the passphrase gives; the keys can be used, and not be read. */
async function derived(passphrase) {
  const text = utf8(passphrase.normalize("NFC").replace(/^ +| +$/g, "")), algorithm = { hash: "SHA-256" };
  const typed = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const slow = { ...algorithm, name: "PBKDF2", salt: Uint8Array.from(salt.match(/../g), pair => parseInt(pair, 16)), iterations: +iterations };
  const source = await crypto.subtle.importKey(
    "raw", await crypto.subtle.deriveBits(slow, typed, 256), "HKDF", false, ["deriveBits", "deriveKey"]);
  const use = name => ({ ...algorithm, name: "HKDF", salt: new Uint8Array(), info: utf8(name) });
  return {
    check: hex(await crypto.subtle.deriveBits(use("check"), source, 256)),
    cipher: await crypto.subtle.deriveKey(use("cipher"), source, { name: "AES-GCM", length: 256 }, false, ["decrypt"]),
    names: await crypto.subtle.deriveKey(use("names"), source, { ...algorithm, name: "HMAC", length: 256 }, false, ["sign"]),
  };
}

/* This page also stands for addresses that a host does not have. The site begins in the nearest folder with a sw.js. */
async function beginning() {
  for (let folder = new URL(".", location); ; folder = new URL("..", folder)) {
    const found = await fetch(new URL("sw.js", folder), { method: "HEAD", cache: "no-cache" });
    if (found.ok && /javascript/.test(found.headers.get("content-type"))) { return folder.href; }
    if (folder.pathname === "/") { throw new Error("sw.js is not there."); }
  }
}

/* On to the address that was wanted, which the worker answers from now on. */
async function enter(home) {
  await navigator.serviceWorker.register(home + "sw.js");
  await navigator.serviceWorker.ready;
  if (location.href.split(/[?#]/)[0] === home + "lock") { location.replace(home); } else { location.reload(); }
}

async function submitted() {
  const keys = await derived(words.value);
  if (keys.check !== check) {
    said.textContent = "That is not the passphrase.";
    words.setAttribute("aria-invalid", "true");
    words.focus();
    words.select();
    return;
  }
  const home = await beginning();
  await store("readwrite", all => all.put({ home, ...keys }));
  await enter(home);
}

let busy = false;

/* Runs a step while the page says so, one at a time; what goes wrong is said. */
function running(step) {
  return async event => {
    event.preventDefault();
    if (busy) { return; }
    busy = true;
    said.textContent = "Opening …";
    words.removeAttribute("aria-invalid");
    try { await step(); } catch (error) { said.textContent = "The site could not be opened: " + error.message; }
    busy = false;
  };
}

async function start() {
  if (!/^http/.test(location.protocol) || !window.isSecureContext || !navigator.serviceWorker) {
    said.textContent = "This page opens at an address that starts with https:// or is localhost, in a browser with service workers.";
    return;
  }
  const known = (await store("readonly", all => all.getAll())).find(one => one.check === check && location.href.startsWith(one.home));
  form.addEventListener("submit", running(submitted));
  form.hidden = Boolean(known);
  opened.hidden = !known;
  if (known) {
    opened.querySelector("a").href = known.home + "lock";
    opened.querySelector("button").addEventListener("click", running(() => enter(known.home)));
  } else {
    words.focus();
  }
}

start().catch(error => { said.textContent = "This browser keeps nothing for this page: " + error.message; });
document.getElementById("shown").addEventListener("change", event => { words.type = event.target.checked ? "text" : "password"; });
