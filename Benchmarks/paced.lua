-- One request every 25 ms: a person's or a system's usual load, within every limit.
local path
function init(args) path = args[1] end
function delay() return 25 end
function request() return wrk.format("GET", path) end
