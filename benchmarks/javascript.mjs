// The official JavaScript client, told by lines on stdin how many calls to make, how many of them at once.
// Each line is answered by the microseconds of CPU and of wall time that a call took.
//
// node javascript.mjs PATH_OF_THE_PACKAGE ADDRESS_OF_THE_SERVER

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const SITE = "https://retroachievements.org/API";
const [path, baseUrl] = process.argv.slice(2);
const { buildAuthorization, getAchievementDistribution } = await import(pathToFileURL(path));
const authorization = buildAuthorization({ username: "Scott", webApiKey: "key" });

// The client has no option for another address, so its requests are turned to the local server on their way.
const siteFetch = globalThis.fetch;
globalThis.fetch = (url, options) => siteFetch(baseUrl + url.slice(SITE.length), options);

async function block(calls, concurrency) {
  let gameId = 0;
  const worker = async () => {
    while (gameId < calls) {
      gameId += 1;
      await getAchievementDistribution(authorization, { gameId, hardcore: true });
    }
  };
  const cpu = process.cpuUsage();
  const wall = process.hrtime.bigint();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / calls, wall: Number(process.hrtime.bigint() - wall) / 1000 / calls };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { calls, concurrency } = JSON.parse(line);
  console.log(JSON.stringify(await block(calls, concurrency)));
}
