// The desk in Chromium: browser.mjs URL FEED. Tests of browser.py, which starts the desk; prints a line
// {"test", "passed", "why"} each.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const base = process.argv[2].replace(/\/$/, "");
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

function ok(test, passed, why = "") {
	console.log(JSON.stringify({ test, passed: Boolean(passed), why: passed ? "" : String(why) }));
}

// A window, and what went wrong in it: errors of the console, requests that leave this machine.
async function open(options = {}, lang) {
	const context = await browser.newContext({ locale: "en-GB", ...options });
	if (lang)
		await context.addCookies([{ name: "lang", value: lang, url: base }]);
	const page = await context.newPage(), faults = [];
	page.on("console", (m) => m.type() === "error" && faults.push(m.text()));
	page.on("pageerror", (e) => faults.push(String(e)));
	page.on("request", (r) => r.url().startsWith(base) || r.url().startsWith("data:") ||
		faults.push(`asked ${r.url()}`));
	page.on("dialog", (d) => { faults.push(`dialog ${d.message()}`); d.dismiss(); });
	return { page, faults, close: () => context.close() };
}

async function serious(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => globalThis.axe.run(document, {
		resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
	return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
		.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
}

// Pages of the desk, one of each shape of address, found from the front page on.
async function pages() {
	const { page, close } = await open();
	const seen = new Map([["/", "/"]]), todo = ["/"];
	const shape = (u) => u.pathname.replace(/\/[0-9a-z-]{6,}$/, "/*").replace(/\d+/g, "N") +
		[...u.searchParams.keys()].sort().join("&");
	while (todo.length && seen.size < 60) {
		const answer = await page.goto(base + todo.shift());
		if (!(answer.headers()["content-type"] ?? "").startsWith("text/html"))
			continue;
		for (const href of await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")))) {
			const u = new URL(href, page.url());
			if (u.origin === base && !seen.has(shape(u)) && !u.pathname.startsWith("/feed")) {
				seen.set(shape(u), u.pathname + u.search);
				todo.push(u.pathname + u.search);
			}
		}
	}
	await close();
	return [...new Set(seen.values())];
}

async function everyPage(all, how, options, lang) {
	const { page, faults, close } = await open(options, lang);
	const bad = [];
	for (const path of all) {
		const answer = await page.goto(base + path);
		if (answer.status() !== 200)
			faults.push(`status ${answer.status()}`);
		if (options.javaScriptEnabled !== false)
			faults.push(...await serious(page));
		if (await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))
			faults.push("wider than the window");
		bad.push(...faults.splice(0).map((f) => `${path}: ${f}`));
	}
	ok(`${all.length} pages ${how}: whole, no serious fault of accessibility, no error, all from here`,
		!bad.length, bad.slice(0, 5).join("; "));
	await close();
}

const classes = (page) => page.$eval(".row.here", (r) => r.className);

async function keys() {
	const { page, faults, close } = await open();
	const press = (...names) => names.reduce((p, k) => p.then(() => page.keyboard.press(k)), Promise.resolve());
	await page.goto(base + "/latest");
	await press("j", "j");
	const second = await page.$eval(".row.here", (r) => r.dataset.name);
	await press("k");
	ok("j and k go through the list", second !== await page.$eval(".row.here", (r) => r.dataset.name));
	await press("o");
	await page.waitForSelector(".row.here .reading");
	ok("o opens in the list", await page.$(".row.here .reading h1"));
	await page.waitForSelector(".row.here.read", { timeout: 5000 });
	ok("what is open for a while is read", (await classes(page)).includes("read"));
	ok("its headline leads to its page", (await page.$eval(".reading h1 a", (a) => a.pathname)) ===
		await page.$eval(".row.here .title", (a) => a.pathname));
	await press("o");
	ok("o closes", !await page.$(".reading"));
	await press("s");
	await page.waitForSelector(".row.here.starred", { timeout: 5000 });
	ok("s stars", (await classes(page)).includes("starred"));
	await press("m");
	await page.waitForSelector(".row.here:not(.read)", { timeout: 5000 });
	ok("m takes the mark back", !(await classes(page)).includes("read"));
	await page.waitForLoadState("networkidle");
	await page.reload();
	ok("and the archive knows", await page.$(".row.starred:not(.read)"));
	await press("/");
	ok("/ goes to the search", await page.evaluate("document.activeElement.name === 'q'"));
	await page.keyboard.type("harbour");
	await Promise.all([page.waitForNavigation(), press("Enter")]);
	ok("a search marks what it found", await page.$(".snippet mark"));
	for (const [key, path] of [["u", "is%3Aunread"], ["s", "is%3Astarred"], ["c", "/changes"], ["l", "/latest"],
		["p", "/people"], ["t", "/tags"],
		["h", "/"]]) {
		await Promise.all([page.waitForNavigation(), press("g", key)]);
		ok(`g ${key} goes to ${path}`, page.url().includes(path));
	}
	await Promise.all([page.waitForNavigation(), press("?")]);
	ok("? shows the keys", page.url().endsWith("/help"));
	ok("nothing went wrong by key", !faults.length, faults.join("; "));
	await close();
}

async function search() {
	const { page, faults, close } = await open();
	await page.goto(`${base}/search?q=council`);
	const all = await page.$$eval(".row[data-name]", (r) => r.length);
	await Promise.all([page.waitForNavigation(), page.click(".facets a[href*='source']")]);
	const some = await page.$$eval(".row[data-name]", (r) => r.length);
	ok("a facet narrows a search", some > 0 && some < all, `${some} of ${all}`);
	await page.goto(`${base}/search?q=council`);
	await Promise.all([page.waitForNavigation(), page.click(".bars a >> nth=0")]);
	ok("so does a bar of the histogram", page.url().includes("date"));
	await page.goto(`${base}/search?q=(council`);
	ok("a wrong query is told", (await page.textContent("main")).match(/column|kolom/), await page.url());
	await page.goto(`${base}/search?q=is:unread`);
	const form = await page.$("form[action='/mark-all'] button, button[formaction='/mark-all']");
	if (form) {
		await Promise.all([page.waitForNavigation(), form.click()]);
		await Promise.all([page.waitForNavigation(), page.click(".flash button")]);
		await page.goto(`${base}/search?q=is:unread`);
		ok("marking all is taken back by undo", await page.$(".row[data-name]"));
	}
	await page.goto(`${base}/search?q=council`);
	await page.fill("input[name=name]", "Council");
	await Promise.all([page.waitForNavigation(), page.click("text=Save this search")]);
	await page.waitForSelector("#tree [data-saved=Council] b");
	ok("a saved search has its unread in the tree", +await page.textContent("#tree [data-saved=Council] b") > 0);
	ok("nothing went wrong in searching", !faults.filter((f) => !f.includes("400")).length, faults.join("; "));
	await close();
}

async function withoutScript() {
	const { page, close } = await open({ javaScriptEnabled: false });
	await page.goto(base + "/");
	const star = await page.$eval(".row .star", (b) => b.value);
	await page.click(".row .star >> nth=0");
	ok("without JavaScript a star is a form", await page.$eval(".row .star", (b) => b.value) !== star);
	await page.click(".row .title >> nth=0");
	ok("and a title leads to its page", page.url().match("/(article|story)/") && await page.$("article h1"));
	await close();
}

// A mark that was not taken changes no row, and its reason stands in the page until the next that is.
async function refusedMarks() {
	for (const [lang, words] of [["en", [/is busy/, /does not answer/, /too old/]],
		["id", [/sedang sibuk/, /tidak menjawab/, /terlalu lama/]]]) {
		const { page, close } = await open({}, lang);
		await page.goto(base + "/latest");
		const answers = [(r) => r.fulfill({ status: 503, body: "" }), (r) => r.abort(),
			(r) => r.fulfill({ status: 403, body: "" })];
		const said = [];
		for (const [n, answer] of answers.entries()) {
			await page.route("**/mark", answer);
			await page.click(".row:not(.starred) .star >> nth=0");
			await page.waitForFunction((old) => !document.getElementById("refused").hidden &&
				document.getElementById("refused").textContent !== old, n ? said[n - 1] : "");
			said.push(await page.textContent("#refused"));
			await page.unroute("**/mark");
		}
		ok(`a refused mark is told in words (${lang})`, words.every((w, n) => said[n].match(w)) &&
			await page.isVisible("#refused") && !(await serious(page)).length, said);
		const before = await page.$$eval(".row.starred", (r) => r.length);
		await page.click(".row:not(.starred) .star >> nth=0");
		await page.waitForFunction(() => document.getElementById("refused").hidden);
		ok("one that is taken shows, and the words go",
			await page.$$eval(".row.starred", (r) => r.length) === before + 1, before);
		await close();
	}
}

// Three panes: the tree, the list, and the article beside it.
async function thirdPane() {
	const { page, faults, close } = await open({ viewport: { width: 1600, height: 900 } });
	await page.goto(base + "/latest");
	const left = (selector) => page.$eval(selector, (e) => Math.round(e.getBoundingClientRect().left));
	const width = await page.$eval(".list", (e) => e.offsetWidth);
	await page.keyboard.press("j");
	await page.keyboard.press("o");
	await page.waitForSelector("#reader .reading h1");
	ok("in a wide window an article opens beside its list",
		await left("#tree") < await left(".list") && await left(".list") + width <= await left("#reader .reading"));
	ok("and the list stays as it was", await page.$eval(".list", (e) => e.offsetWidth) === width &&
		!await page.$(".row .reading"));
	const first = await page.textContent("#reader h1");
	await page.keyboard.press("j");
	await page.waitForFunction((old) => document.querySelector("#reader h1")?.textContent !== old &&
		document.querySelectorAll("#reader .reading").length === 1, first);
	ok("j shows the next one there", await page.textContent(".row.here .title") ===
		await page.textContent("#reader h1"), await page.textContent("#reader h1"));
	await page.evaluate("document.getElementById('reader').scrollTo(0, 9999)");
	ok("it scrolls by itself", await page.evaluate("scrollY") === 0);
	ok("nothing serious in three panes", !(await serious(page)).length && !faults.length, faults);
	await page.keyboard.press("o");
	ok("o closes it", !await page.$("#reader .reading"));
	await page.setViewportSize({ width: 1000, height: 900 });
	await page.keyboard.press("o");
	await page.waitForSelector(".row.here .reading");
	ok("in a narrower one it opens in the list", !await page.$("#reader .reading"));
	await close();
}

// Versions follow their sliders, by key too, without leaving the page.
async function versions() {
	const { page, faults, close } = await open();
	await page.goto(base + "/changes");
	await page.goto(base + await page.$eval("a[href*='versions']", (a) => a.getAttribute("href")));
	const before = await page.textContent("#compared");
	ok("an edit is shown by its words", await page.$("#compared ins") && await page.$("#compared del"));
	await page.focus(".slider input[name=to]");
	await page.keyboard.press("ArrowLeft");
	await page.waitForFunction((old) => document.getElementById("compared").textContent !== old, before);
	ok("a slider moved by key compares others", page.url().includes("to=1") &&
		await page.evaluate("document.activeElement.name") === "to" && !faults.length, faults);
	await close();
}

// A source is added by an address, asked at once, and the page shows how it goes.
async function fetching(feed) {
	const { page, faults, close } = await open();
	await page.goto(base + "/sources");
	await page.fill("input[name=url]", feed);
	await Promise.all([page.waitForNavigation(), page.click("form[action='/subscribe'] button")]);
	await page.waitForFunction(() => document.querySelector("#fetching")?.textContent.includes("Fetched"));
	ok("an added source is asked, and the page says what came", (await page.textContent("#fetching")).match(
		/1 of 1 source[^]*2 new articles/), await page.textContent("#fetching"));
	await page.goto(base + "/sources");
	await Promise.all([page.waitForNavigation(), page.click("text=Fetch now")]);
	await page.waitForFunction(() => document.querySelector("#fetching")?.textContent.includes("Fetched"));
	await page.waitForSelector("form.fetch");
	ok("Fetch now asks, and can be pressed again", (await page.textContent("#fetching")).includes("1 of 1") &&
		!(await page.textContent(".watched")).includes("not yet"));
	ok("nothing serious or wrong in fetching", !(await serious(page)).length && !faults.length, faults);
	await close();
}

async function weight() {
	const { page, close } = await open();
	const sizes = [];
	page.on("requestfinished", (r) => sizes.push(r.sizes()));
	await page.goto(base + "/", { waitUntil: "networkidle" });
	const n = sizes.length;
	const bytes = (await Promise.all(sizes)).reduce((sum, s) => sum + s.responseBodySize, 0);
	ok(`the front page takes at most 5 requests and 60 kB (${n}, ${bytes} bytes)`, n <= 5 && bytes < 60000);
	await close();
}

async function languages() {
	const { page, close } = await open({ locale: "id-ID" });
	await page.goto(base + "/");
	ok("a browser that speaks Indonesian gets it", await page.$eval("html", (h) => h.lang) === "id");
	await close();
}

try {
	await weight();
	const all = await pages();
	await everyPage(all, "wide and light", { viewport: { width: 1280, height: 900 } });
	await everyPage(all, "on a phone and dark",
		{ viewport: { width: 360, height: 740 }, isMobile: true, colorScheme: "dark" });
	await everyPage(all, "in Indonesian", {}, "id");
	await everyPage(all, "without JavaScript", { javaScriptEnabled: false });
	await languages();
	await search();
	await keys();
	await refusedMarks();
	await thirdPane();
	await versions();
	await fetching(process.argv[3]);
	await withoutScript();
} catch (e) {
	ok("the script comes to its end", false, e.stack);
}
await browser.close();
