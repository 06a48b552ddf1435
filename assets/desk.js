// The desk's keys and loading in place. Every page works without this.
"use strict";
(() => {
	const token = document.body.dataset.token;
	const rows = () => [...document.querySelectorAll(".list > .row[data-name]")];
	const here = () => document.querySelector(".row.here");
	// The third pane, where the window is wide enough for one; else an article opens in its row.
	const pane = () => {
		const reader = document.getElementById("reader");
		return reader && getComputedStyle(reader).display !== "none" ? reader : null;
	};
	const opened = (row) => row && document.querySelector(".reading")?.dataset.of === row.dataset.name
		? document.querySelector(".reading") : null;
	// Whether it was done: the desk answers with a redirection then. If not, the page says why.
	async function send(path, fields) {
		const answer = await fetch(path, { method: "POST", redirect: "manual",
			body: new URLSearchParams({ token, back: "/", ...fields }) }).catch(() => null);
		const done = answer?.type === "opaqueredirect", said = document.getElementById("refused");
		said.hidden = done;
		said.textContent = done ? ""
			: said.dataset[!answer ? "lost" : answer.status >= 500 ? "busy" : "old"];
		return done;
	}

	function focus(row) {
		here()?.classList.remove("here");
		row?.classList.add("here");
		row?.querySelector(".title").focus({ preventScroll: true });
		row?.scrollIntoView({ block: "nearest" });
	}

	function step(by) {
		const all = rows(), at = all.indexOf(here());
		const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
		const open = opened(here());
		if (!all[next])
			return;
		open?.remove();
		focus(all[next]);
		if (open)
			show(all[next]);
	}

	// A row shows what the archive holds: nothing changes on it before the mark was taken.
	async function mark(row, what) {
		if (!token || !row || !await send("/mark", { do: `${what}:${row.dataset.name}` }))
			return;
		row.classList.toggle("read", what === "read" || (what !== "unread" && row.classList.contains("read")));
		if (what.endsWith("star")) {
			const on = what === "star", button = row.querySelector(".star");
			row.classList.toggle("starred", on);
			button.textContent = on ? "★" : "☆";
			button.value = `${on ? "un" : ""}star:${row.dataset.name}`;
			button.setAttribute("aria-pressed", on);
		}
		counts();
	}

	// A page of the desk; null where it does not come.
	async function read(path) {
		const answer = await fetch(path).catch(() => null);
		return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
	}

	async function show(row) {
		const open = opened(row), title = row.querySelector(".title");
		if (open)
			return open.remove();
		const page = await read(`${title.pathname}?part=1`);
		if (!page)
			return location.assign(title.href);
		const article = page.querySelector("article"), head = article.querySelector("h1");
		// Its headline leads to its own page, where the rest can be done.
		const own = Object.assign(document.createElement("a"), { href: title.href });
		own.append(...head.childNodes);
		head.append(own);
		// The list is a form: forms in it would not be theirs.
		article.querySelectorAll("form").forEach((f) => f.remove());
		document.querySelectorAll(".reading").forEach((a) => a.remove());
		article.dataset.of = row.dataset.name;
		const into = pane();
		(into ?? row).append(document.adoptNode(article));
		into ? into.scrollTo(0, 0) : row.scrollIntoView({ block: "start" });
		setTimeout(() => {
			if (document.body.dataset.opening && article.isConnected && !row.classList.contains("read"))
				mark(row, "read");
		}, 2000);
	}

	async function counts() {
		const answer = await fetch("/counts.json");
		if (!answer.ok)
			return;
		const now = await answer.json();
		for (const a of document.querySelectorAll("#tree [data-count]"))
			a.querySelector("b").textContent = now[a.dataset.count];
		for (const a of document.querySelectorAll("#tree [data-source]"))
			count(a, now.sources[a.dataset.source]);
	}

	function count(a, n) {
		const b = a.querySelector("b") ?? (n ? a.appendChild(document.createElement("b")) : null);
		if (b)
			b.textContent = n || "";
	}

	// Each is a search: no oftener than once a minute, whatever pages are opened meanwhile.
	async function savedCounts() {
		const all = document.querySelectorAll("#tree [data-saved]");
		let known = JSON.parse(sessionStorage.getItem("saved") ?? "{}");
		if (all.length && !(Date.now() - known.at < 60000)) {
			const answer = await fetch("/saved.json").catch(() => null);
			if (!answer?.ok)
				return;
			known = { at: Date.now(), counts: await answer.json() };
			sessionStorage.setItem("saved", JSON.stringify(known));
		}
		for (const a of all)
			count(a, known.counts[a.dataset.saved]);
	}

	const places = { h: "/", u: "/search?q=is%3Aunread", s: "/search?q=is%3Astarred",
		c: "/changes", l: "/latest", p: "/people", t: "/tags" };
	const keys = {
		j: () => step(1),
		k: () => step(-1),
		o: () => here() && show(here()),
		Enter: () => here() && show(here()),
		v: () => document.querySelector(".reading .original")?.click(),
		s: () => mark(here(), here()?.classList.contains("starred") ? "unstar" : "star"),
		m: () => mark(here(), here()?.classList.contains("read") ? "unread" : "read"),
		"/": () => document.querySelector(".find input").focus(),
		"?": () => location.assign("/help"),
		u: () => document.querySelector(".flash button")?.click(),
	};
	let going = false;
	document.addEventListener("keydown", (event) => {
		const typing = event.target.matches("input, select, textarea");
		if (event.key === "Escape" && typing)
			return event.target.blur();
		if (typing || event.ctrlKey || event.altKey || event.metaKey)
			return;
		if (event.key === "Enter" && (!here() || !event.target.matches(".here .title")))
			return;
		const act = going ? places[event.key] && (() => location.assign(places[event.key]))
			: keys[event.key];
		going = !going && event.key === "g";
		if (act) {
			event.preventDefault();
			act();
		}
	});
	document.addEventListener("click", (event) => {
		const title = event.target.closest(".list > .row[data-name] > .title");
		const star = event.target.closest(".row .star");
		if (event.ctrlKey || event.shiftKey || event.metaKey)
			return;
		if (star) {
			event.preventDefault();
			mark(star.closest(".row"), star.value.startsWith("un") ? "unstar" : "star");
		} else if (title) {
			event.preventDefault();
			focus(title.parentElement);
			show(title.parentElement);
		}
	});
	for (const file of document.querySelectorAll("input[data-into]")) {
		file.hidden = false;
		file.addEventListener("change", async () => {
			file.form.elements[file.dataset.into].value = await file.files[0].text();
		});
	}
	const slider = document.querySelector(".slider");
	slider?.addEventListener("input", (event) => {
		if (event.target.type === "range")
			event.target.nextElementSibling.value = event.target.value;
	});
	// What is compared follows the sliders; those stay, so that a key can move them on.
	slider?.addEventListener("change", async () => {
		const path = `${location.pathname}?${new URLSearchParams(new FormData(slider))}`;
		const page = await read(path);
		if (!page)
			return;
		history.replaceState(null, "", path);
		for (const part of [".history", "#compared"])
			document.querySelector(part).replaceWith(page.querySelector(part));
	});
	// How asking the sources goes, for as long as it does; then the page shows what came of it.
	if (document.querySelector("#fetching[data-runs]")) {
		const events = new EventSource("/fetching");
		const finish = async () => {
			events.close();
			counts();
			const page = await read("/sources");
			for (const part of ["#fetching", ".watched", ".volumes"])
				if (document.querySelector(part) && page?.querySelector(part))
					document.querySelector(part).replaceWith(page.querySelector(part));
			const again = page?.querySelector(".fetch");
			if (again)
				document.getElementById("fetching").before(again);
		};
		events.addEventListener("progress", (event) => {
			document.getElementById("fetching").innerHTML = event.data;
		});
		events.addEventListener("done", finish);
		// It had ended before anybody could look on.
		events.addEventListener("error", () => events.readyState === EventSource.CLOSED && finish());
	}
	setInterval(() => document.hidden || (counts(), savedCounts()), 60000);
	savedCounts();
})();
