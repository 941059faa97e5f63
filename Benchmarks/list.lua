-- GET of a page of fifty.
local school
function init(args) school = args[1] end
function request() return wrk.format("GET", "/v1/schools/" .. school .. "/minutes?limit=50") end
function done(summary)
  if summary.errors.status > 0 then io.write("STATUS_ERRORS " .. summary.errors.status .. "\n") end
end
