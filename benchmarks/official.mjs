// The jobs of bench_requests.py with the official JavaScript client, which has one function for each endpoint of V1.
//
// node official.mjs PATH_OF_THE_PACKAGE ORIGIN_OF_THE_SERVER JOB < FACTS_AS_JSON

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [path, origin, job] = process.argv.slice(2);
const facts = JSON.parse(readFileSync(0, "utf8"));
const js = await import(pathToFileURL(path));

// The client knows one address only.
const send = globalThis.fetch;
globalThis.fetch = (url, options) => send(String(url).replace("https://retroachievements.org", origin), options);

const who = js.buildAuthorization({ username: "MaxMilyin", webApiKey: "js-key" });

async function each(keys, call) {
  const left = [...keys];
  const work = async () => {
    while (left.length) await call(left.shift());
  };
  await Promise.all(Array.from({ length: 10 }, work));
}

const games = () => each(facts.ids, (gameId) => js.getGame(who, { gameId }));

const jobs = {
  games,
  // As many ids in one call as the server takes in one address.
  async progress(ids = facts.ids) {
    try {
      await js.getUserProgress(who, { username: facts.user, gameIds: ids });
    } catch {
      const middle = ids.length / 2;
      await jobs.progress(ids.slice(0, middle));
      await jobs.progress(ids.slice(middle));
    }
  },
  day: () =>
    each(facts.users, (username) => js.getAchievementsEarnedOnDay(who, { username, onDate: new Date(facts.day) })),
  async distributions() {
    const list = await js.getGameList(who, {
      consoleId: facts.system,
      shouldOnlyRetrieveGamesWithAchievements: true,
    });
    for (const hardcore of [true, false]) {
      await each(list, ({ id }) => js.getAchievementDistribution(who, { gameId: id, hardcore }));
    }
  },
  again: games,
  // There is no stopping at a date: the whole list is read and compared.
  async changed() {
    for (let offset = 0, total = 1; offset < total; offset += 500) {
      const page = await js.getUserCompletionProgress(who, { username: facts.player, offset, count: 500 });
      total = page.total;
    }
  },
  // The client has no limit of its own.
  async at_once() {
    const all = await Promise.allSettled(facts.ids.map((gameId) => js.getGame(who, { gameId })));
    console.log(all.filter(({ status }) => status === "rejected").length);
  },
};

await jobs[job]();
