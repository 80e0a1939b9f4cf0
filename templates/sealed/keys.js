/* The keys of a reader in this browser's own store, under the address of the site: one host may hold several. They can be
   used there, and not be read. */
function store(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("studylog");
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys", { keyPath: "home" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const work = opening.result.transaction("keys", mode), asked = ask(work.objectStore("keys"));
      work.oncomplete = () => { opening.result.close(); resolve(asked.result); };
      work.onabort = () => { opening.result.close(); reject(work.error); };
    };
  });
}

const utf8 = text => new TextEncoder().encode(text);
const hex = bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, "0")).join("");
