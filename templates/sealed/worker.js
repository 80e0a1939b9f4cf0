/* Answers every address of the site from its sealed files once a reader has given the passphrase. Who has not sees what
   the host has: a page that asks for it. */
"use strict";
{% include "sealed/keys.js" %}

const home = registration.scope;

addEventListener("install", () => skipWaiting());
addEventListener("fetch", event => {
  if (event.request.method === "GET" && event.request.url.startsWith(home)) { event.respondWith(answer(event)); }
});

async function answer(event) {
  const { request } = event, path = wanted(request.url), navigates = request.mode === "navigate";
  const keys = await store("readonly", all => all.get(home)).catch(() => null);
  if (!keys) { return fetch(request); }
  if (navigates && path === "lock") { return lock(event); }
  try {
    const found = await opened(keys, /(^|\/)$/.test(path) ? path + "index.html" : path, request.cache);
    if (found) { return found; }
    if (navigates && !/\.[^/]*$/.test(path) && await opened(keys, path + "/index.html")) {
      return Response.redirect(request.url.replace(/(?=[?#]|$)/, "/"));
    }
    return await missing(keys, request, navigates);
  } catch (error) {
    if (error.name !== "OperationError") { throw error; }
    return plain("This page cannot be opened", "What the host sent is not what was sealed here.", 502);
  }
}

/* What stands beside the sealed site, or asks for another passphrase, or the site's own page for what it does not have. */
async function missing(keys, request, navigates) {
  const beside = await fetch(request);
  if (beside.ok || beside.type === "opaqueredirect") { return beside; }
  if (!navigates) { return beside; }
  const login = await fetch(home, { cache: "no-store" }), text = await login.text();
  if (login.ok && !text.includes(keys.check)) { return page(text, 200); }
  return await opened(keys, "404.html", "default", 404) || plain("There is no such page", "The site does not have it.", 404);
}

/* A path of the site as an answer; nothing where there is none. Raises OperationError where it is not what was sealed. */
async function opened(keys, path, cache = "default", status = 200) {
  const name = hex(await crypto.subtle.sign("HMAC", keys.names, utf8(path)));
  const response = await fetch(home + "sealed/" + name, { cache: fresh(path, cache) });
  if (!response.ok) { return null; }
  const sealed = new Uint8Array(await response.arrayBuffer());
  const opening = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: utf8(path) };
  const padded = new Uint8Array(await crypto.subtle.decrypt(opening, keys.cipher, sealed.subarray(12)));
  const line = padded.indexOf(10), type = new TextDecoder().decode(padded.subarray(0, line));
  const packed = new Blob([padded.subarray(line + 1, padded.lastIndexOf(128))]);
  const content = new Response(packed.stream().pipeThrough(new DecompressionStream("gzip")));
  if (!type.startsWith("text/html")) { return new Response(content.body, { status, headers: { "Content-Type": type } }); }
  return page(withLock(await content.text()), status);
}

/* A host cannot tell pages, of which it asks browsers to look again each time, from files that may be kept. */
function fresh(path, cache) {
  return path.endsWith(".html") && cache === "default" ? "no-cache" : cache === "only-if-cached" ? "default" : cache;
}

/* A page with the way out below it. */
function withLock(html) {
  const end = html.lastIndexOf("</body>");
  const link = "<style>@media print { #lock { display: none; } }</style><nav id=lock aria-label=Lock"
    + ` style="font-size:14px;text-align:center"><a href="${attribute(home)}lock" style="display:inline-block;padding:8px;color:inherit">Lock</a></nav>`;
  return end < 0 ? html : html.slice(0, end) + link + html.slice(end);
}

/* The keys go, and every tab that shows the site goes to the door. */
async function lock(event) {
  await store("readwrite", all => all.delete(home));
  const tabs = (await clients.matchAll({ type: "window" })).filter(tab => tab.id !== event.clientId);
  event.waitUntil(Promise.allSettled(tabs.map(tab => tab.navigate(home))));
  return Response.redirect(home);
}

const attribute = text => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

function plain(title, text, status) {
  return page(withLock(`<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">`
    + `<title>${title}</title><body><h1>${title}</h1><p>${text} <a href="${attribute(home)}">Go to the first page</a></p></body></html>`), status);
}

/* Kept by nobody: a page that was left is gone once it is locked. */
function page(html, status) {
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}

function wanted(address) {
  const path = address.slice(home.length).split(/[?#]/)[0];
  try { return decodeURIComponent(path); } catch { return path; }
}
