// Sends the list with a bar that tells how much of it has come, and takes a file that is dropped. Without it the form is sent as any other.
(() => {
    "use strict";
    const megabytes = bytes => (bytes / 1048576).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

    const wire = () => {
        const form = document.getElementById("send");
        const sending = document.getElementById("sending");
        const broken = document.getElementById("broken");
        const bar = sending.querySelector("progress");
        const words = sending.querySelector("span");
        const zone = form.querySelector(".drop");
        const file = form.querySelector("input[type=file]");

        const rest = () => {
            sending.hidden = true;
            form.hidden = false;
            file.focus();
        };

        const fail = () => {
            rest();
            broken.hidden = false;
        };

        // The form again, with what was wrong with it.
        const showAnswer = page => {
            document.title = page.title;
            document.getElementById("main").replaceWith(document.importNode(page.getElementById("main"), true));
            wire();
            document.querySelector(".problems")?.focus();
        };

        const send = () => {
            const transfer = new XMLHttpRequest();
            transfer.open("POST", form.action);
            transfer.responseType = "document";
            transfer.upload.onprogress = event => {
                bar.max = event.total;
                bar.value = event.loaded;
                words.textContent = words.dataset.bytes.replace("{0}", megabytes(event.loaded)).replace("{1}", megabytes(event.total));
            };
            transfer.upload.onload = () => {
                bar.removeAttribute("value");
                words.textContent = words.dataset.received;
            };
            transfer.onload = () => {
                if (new URL(transfer.responseURL).pathname !== new URL(form.action).pathname)
                    location.assign(transfer.responseURL);
                else if (transfer.response?.getElementById("send"))
                    showAnswer(transfer.response);
                else
                    fail();
            };
            transfer.onabort = rest;
            transfer.onerror = fail;
            sending.querySelector("button").onclick = () => transfer.abort();
            transfer.send(new FormData(form));
            broken.hidden = true;
            form.hidden = true;
            sending.hidden = false;
            sending.querySelector("button").focus();
        };

        form.addEventListener("submit", event => {
            event.preventDefault();
            send();
        });
        zone.querySelector("[data-drop]").hidden = false;
        for (const kind of ["dragenter", "dragover"])
            zone.addEventListener(kind, event => {
                event.preventDefault();
                zone.classList.add("over");
            });
        zone.addEventListener("dragleave", () => zone.classList.remove("over"));
        zone.addEventListener("drop", event => {
            event.preventDefault();
            zone.classList.remove("over");
            if (event.dataTransfer.files.length > 0) {
                file.files = event.dataTransfer.files;
                form.requestSubmit();
            }
        });
    };

    wire();
})();
