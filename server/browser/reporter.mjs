// Tells the Go test of each test as a line of JSON, and passes on what tests print.

import { stripVTControlCharacters } from "node:util";

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details.type === "suite" && data.details.error?.failureType !== "hookFailed") continue; // its tests speak for themselves
    yield JSON.stringify({
      Name: data.name.replace(import.meta.dirname + "/", ""),
      Took: data.details.duration_ms,
      Skipped: data.skip !== undefined || data.todo !== undefined,
      Error: type === "test:fail" ? reason(data.details.error) : "",
    }) + "\n";
  }
}

function reason(error) {
  const cause = error.cause ?? error;
  // The stack of an error begins with its message.
  const text = cause.stack ?? String(cause);
  return stripVTControlCharacters(text).split("\n").filter((line) => !/^\s+at .*(node:|node_modules)/.test(line)).join("\n");
}
