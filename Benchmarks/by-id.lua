-- GET of documents picked at random among those that were pushed. The requests are written beforehand: what the load
-- generator does for each would be counted against the server, with which it shares the cores.
local requests, next = {}, 0
function init(args)
  local school, first, count = args[1], tonumber(args[2]), tonumber(args[3])
  math.randomseed(7)
  for i = 1, 20000 do
    local number = first + math.random(1, count)
    local id = string.format("019%05x-%04x-7%03x-8000-%012x", 0xf3c20, math.floor(number / 65536) % 65536, 0, number)
    requests[i] = wrk.format("GET", "/v1/schools/" .. school .. "/minutes/" .. id)
  end
end
function request()
  next = next % #requests + 1
  return requests[next]
end
function done(summary)
  if summary.errors.status > 0 then io.write("STATUS_ERRORS " .. summary.errors.status .. "\n") end
end
