# Writes sync pushes of minutes, `batches` of them with `size` mutations each, to `dir`/NAME-K.json.
# Documents are about 1 KB. Ids count up from `first`, so that every document of a run has its own.
function uuid(number) { return sprintf("019%05x-%04x-7%03x-8000-%012x", 0xf3c20, int(number / 65536) % 65536, 0, number) }
BEGIN {
  for (k = 0; k < batches; k++) {
    file = dir "/" name "-" sprintf("%05d", k) ".json"
    printf "{\"client\":\"%s\",\"epoch\":null,\"mutations\":[", client > file
    for (i = 0; i < size; i++) {
      n = k * size + i + 1
      number = first + n
      day = sprintf("2024-%02d-%02d", 3 + number % 3, 1 + number % 28)
      printf "%s{\"n\":%d,\"op\":\"create\",\"kind\":\"minutes\",\"id\":\"%s\",\"body\":{", (i ? "," : ""), n, uuid(number) > file
      printf "\"groupId\":\"%s\",\"term\":\"2023-2024-2\",\"kind\":\"preparation\",\"week\":\"%d\",\"date\":\"%s\",", group, 1 + number % 18, day > file
      printf "\"start\":\"14:30\",\"end\":\"15:20\",\"place\":\"四楼教研室\",\"topic\":\"第 %d 次集体备课：列方程解决实际问题\",", number > file
      printf "\"centralSpeakerId\":\"%s\",\"attendance\":[", teacher > file
      printf "{\"teacherId\":\"%s\",\"status\":\"present\"}],", teacher > file
      printf "\"review\":\"上周学生已能解形如 ax+b=c 的方程，验算习惯仍需督促；作业中单位换算错误较多，本周早读前集中订正一次。\"," > file
      printf "\"discussion\":\"一致同意例题改用校园里的数据，先画线段图再列方程；练习分两层，必做题四道，选做题一道，不布置重复抄写。对学困生由任课教师当面批改，并记录错因。\"," > file
      printf "\"unified\":[\"pace\",\"homework\",\"examples\"],\"nextRequirements\":\"各班统计本单元随堂练习的错题，下次活动带来讨论。\"}}" > file
    }
    printf "]}" > file
    close(file)
  }
}
