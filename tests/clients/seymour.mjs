// libseymour (npm) against the desk at argv[2]: what it found as one line of JSON, then it marks.
import Reader, { States } from "./npm/node_modules/libseymour/dist/index.js";

const api = new Reader({ url: process.argv[2] });
await api.getAuthToken("alice", "secret");
const feeds = await api.getFeeds();
const tags = await api.getTags();
const ids = await api.getItemIds(States.ALL, { num: 1000 });
const items = await api.getItemsById(ids);
const counts = await api.getUnreadCounts();
await api.addItemTag(ids[0], States.STARRED);
await api.addItemTag(ids.slice(1, 3), "user/-/label/later");
await api.removeItemTag(ids[1], "user/-/label/later");
await api.renameFeed(feeds.map((f, n) => ({ id: f.id, title: `Feed ${n}` })));
await api.addFeedTag(feeds[0].id, "World");
const renamed = await api.getFeeds();
const later = await api.getItemIds("user/-/label/later");
await api.setAllRead(States.ALL, (Date.now() + 5000) * 1000);
console.log(JSON.stringify({
	feeds: feeds.length, tags: tags.map(t => t.id), items: items.length,
	unread: counts.find(c => c.id === States.ALL).count, later: later.length,
	titles: renamed.map(f => f.title), folders: renamed.map(f => f.categories[0].label),
}));
