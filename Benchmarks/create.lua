-- POST of new documents, each answered when it is on disk.
local school, group, teacher
local body
function init(args)
  school, group, teacher = args[1], args[2], args[3]
  wrk.headers["Content-Type"] = "application/json"
  body = '{"groupId":"' .. group .. '","term":"2023-2024-2","kind":"preparation","week":"3","date":"2024-03-11",'
    .. '"start":"14:30","end":"15:20","place":"四楼教研室","topic":"列方程解决实际问题","centralSpeakerId":"' .. teacher
    .. '","attendance":[{"teacherId":"' .. teacher .. '","status":"present"}],'
    .. '"review":"上周学生已能解形如 ax+b=c 的方程，验算习惯仍需督促。",'
    .. '"discussion":"一致同意例题改用校园里的数据，先画线段图再列方程；练习分两层，必做题四道，选做题一道。"}'
end
function request() return wrk.format("POST", "/v1/schools/" .. school .. "/minutes", nil, body) end
function done(summary)
  if summary.errors.status > 0 then io.write("STATUS_ERRORS " .. summary.errors.status .. "\n") end
end
