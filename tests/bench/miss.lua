-- A question that nobody asked before, each time.
local number, round = 0, os.time()

function request()
  number = number + 1
  return wrk.format("GET", wrk.path .. "?topic=starting,none-" .. round .. "-" .. number)
end
