-- A request to enroll, each with a key and from a network of its own: the file with the body, the round.
local body, round, number

function init(args)
  local file = io.open(args[1])
  body, round, number = file:read("*a"), tonumber(args[2]), 0
  file:close()
end

function request()
  number = number + 1
  local network = string.format("%d.%d.%d.1", 11 + round, number / 256 % 256, number % 256)
  return wrk.format("POST", wrk.path, {
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = string.format("bench-%d-%d", round, number),
    ["X-Forwarded-For"] = network,
  }, body)
end
