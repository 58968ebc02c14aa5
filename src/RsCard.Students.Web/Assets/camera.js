// Takes the picture at the counter, where the browser has a camera. Without it, or without leave to use it, the photo is registered as taken.
(() => {
    "use strict";
    const box = document.getElementById("camera");
    if (!box || !navigator.mediaDevices?.getUserMedia)
        return;

    // As a card has it: 35 by 45.
    const WIDTH = 560, HEIGHT = 720, QUALITY = 0.85;
    const video = box.querySelector("video"), canvas = box.querySelector("canvas"), said = box.querySelector("[role=status]"), file = box.querySelector("input");
    const button = does => box.querySelector(`[data-does=${does}]`);
    let stream = null;

    // What is seen and can be pressed now: nothing yet, the camera's view, or the picture.
    const show = (state, words = "") => {
        video.hidden = state !== "view";
        canvas.hidden = state !== "picture";
        button("start").hidden = state !== "nothing";
        button("take").hidden = state !== "view";
        button("again").hidden = state !== "picture";
        button("drop").hidden = state === "nothing";
        said.textContent = words;
    };

    const stop = () => {
        stream?.getTracks().forEach(track => track.stop());
        stream = video.srcObject = null;
    };

    const drop = words => {
        stop();
        file.value = "";
        show("nothing", words);
    };

    const start = async () => {
        try {
            stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
            file.value = "";
            video.srcObject = stream;
            await video.play();
            show("view");
            button("take").focus();
        } catch {
            drop(box.dataset.broken);
            button("start").focus();
        }
    };

    // The middle of what the camera sees, and no more of it than a card shows.
    const take = () => {
        const scale = Math.min(video.videoWidth / WIDTH, video.videoHeight / HEIGHT);
        const [width, height] = [WIDTH * scale, HEIGHT * scale];
        canvas.width = WIDTH;
        canvas.height = HEIGHT;
        canvas.getContext("2d").drawImage(video, (video.videoWidth - width) / 2, (video.videoHeight - height) / 2, width, height, 0, 0, WIDTH, HEIGHT);
        stop();
        canvas.toBlob(picture => {
            const files = new DataTransfer();
            files.items.add(new File([picture], "foto.jpg", { type: "image/jpeg" }));
            file.files = files.files;
            show("picture", box.dataset.kept);
            button("again").focus();
        }, "image/jpeg", QUALITY);
    };

    button("start").onclick = start;
    button("again").onclick = start;
    button("take").onclick = take;
    button("drop").onclick = () => {
        drop();
        button("start").focus();
    };
    box.hidden = false;
})();
