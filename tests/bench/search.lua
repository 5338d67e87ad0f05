-- One search after the other: one word, several, the beginning of one, and what is nowhere.
local queries = {
  "naltrexone", "opioid", "tablet+injection", "liver", "alcohol+craving", "pregnan",
  "overdose+naloxone", "cost", "missed+dose", "surgery+pain", "sleep", "nausea+vomiting",
  "how+long", "zebra", "injecton+site", "stop",
}
local number = 0

function request()
  number = number + 1
  return wrk.format("GET", wrk.path .. "?q=" .. queries[number % #queries + 1])
end
