// Keeps a page as it is now: told that something of it changed, it fetches itself again and puts its parts marked data-live in place.
// What somebody is doing there (a ticked box, a half-written field, marked text) is never taken away: then it only says that there is news.
(() => {
    "use strict";
    let topics = document.currentScript.dataset.topics;
    const news = document.getElementById("news");
    const SHORTEST = 1500, AGAIN = 4000;
    let stream = null, waiting = 0, begun = 0, next = 0, look = null;

    const isTouched = field =>
        field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.type === "file" ? field.files.length > 0
        : field.tagName === "SELECT" ? [...field.options].some(option => option.selected !== option.defaultSelected) && field.selectedIndex > 0
        : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;

    const isBusy = part => {
        const marked = document.getSelection();
        return [...part.querySelectorAll("input,select,textarea")].some(field => isTouched(field) || field === document.activeElement)
            || marked && !marked.isCollapsed && part.contains(marked.anchorNode);
    };

    // Where the focus goes in the new part: what has the same address, name or words there.
    const likeOf = (element, part) => [...part.querySelectorAll(element.tagName)].find(other =>
        element.id ? other.id === element.id
        : ["href", "name", "value"].every(name => other.getAttribute(name) === element.getAttribute(name)) && other.textContent === element.textContent);

    const replace = (part, fresh) => {
        for (const open of part.querySelectorAll("details[open]")) {
            const twin = [...fresh.querySelectorAll("details")].find(other => other.firstElementChild?.textContent === open.firstElementChild?.textContent);
            twin?.setAttribute("open", "");
        }
        const focused = part.contains(document.activeElement) ? document.activeElement : null;
        const imported = document.importNode(fresh, true);
        const next = focused && likeOf(focused, imported);
        part.replaceWith(imported);
        if (focused)
            (next || imported.querySelector("a,button") || document.body).focus?.({ preventScroll: true });
    };

    const show = fresh => {
        let left = false;
        topics = fresh.querySelector("script[data-topics]")?.dataset.topics ?? topics;
        for (const part of document.querySelectorAll("[data-live]")) {
            const twin = fresh.getElementById(part.id);
            if (!twin || part.outerHTML === twin.outerHTML)
                continue;
            if (isBusy(part))
                left = true;
            else
                replace(part, twin);
        }
        if (news)
            news.hidden = !left;
    };

    const fetchAgain = () => {
        waiting = 0;
        if (look && look.readyState < 4)
            return later(SHORTEST);

        begun = Date.now();
        look = new XMLHttpRequest();
        look.open("GET", location.href);
        look.responseType = "document";
        look.setRequestHeader("X-Look", "again");
        look.onload = () => {
            // What takes the server long isn't asked for often.
            next = Date.now() + Math.max(SHORTEST, 5 * (Date.now() - begun));
            // Signed out, or it isn't there any more: the page stays as it was, and says so when it is used.
            if (look.status === 200 && look.response && new URL(look.responseURL).pathname === location.pathname)
                show(look.response);
            else if (look.status === 200 && look.response)
                location.assign(look.responseURL);
        };
        look.onerror = () => later(AGAIN);
        look.send();
    };

    const later = atLeast => {
        if (!waiting)
            waiting = setTimeout(fetchAgain, Math.max(atLeast + Math.random() * 300, next - Date.now()));
    };

    // A page that nobody sees holds no connection: a browser has six for a site.
    const follow = () => {
        if (document.hidden) {
            stream?.close();
            stream = null;
        } else if (!stream) {
            stream = new EventSource("/live?topics=" + encodeURIComponent(topics));
            stream.addEventListener("changed", () => later(0));
        }
    };

    document.addEventListener("visibilitychange", follow);
    window.addEventListener("pagehide", () => stream?.close());
    window.addEventListener("pageshow", event => { if (event.persisted) { stream = null; follow(); } });
    follow();
})();
