-- GET of documents picked at random among those that were pushed.
local first, count, school
function init(args)
  school, first, count = args[1], tonumber(args[2]), tonumber(args[3])
  math.randomseed(7)
end
function request()
  local number = first + math.random(1, count)
  local id = string.format("019%05x-%04x-7%03x-8000-%012x", 0xf3c20, math.floor(number / 65536) % 65536, 0, number)
  return wrk.format("GET", "/v1/schools/" .. school .. "/minutes/" .. id)
end
function done(summary)
  if summary.errors.status > 0 then io.write("STATUS_ERRORS " .. summary.errors.status .. "\n") end
end
