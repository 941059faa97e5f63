/// Words and signs that people take for passwords first, in lower case; what stands around them is taken off before.
enum CommonPasswords {
  static let all: Set<String> = Set(
    """
    password passwort passw0rd pass word admin administrator root guest user login welcome letmein default changeme
    secret master hello test testing temp qwerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qwer abc abcd
    abcdef abcabc iloveyou iloveu loveyou lovely princess sunshine monkey dragon football baseball superman batman
    shadow michael jordan jessica charlie donald trustno flower computer internet server system database oracle
    windows google baidu tencent alibaba wechat weixin qq taobao huawei xiaomi school teacher student pupil class
    grade office china beijing shanghai guangzhou shenzhen hangzhou nanjing wuhan chengdu chongqing tianjin zhongguo
    woaini woaiwojia woaini1314 woaini520 aini wohenhao nihao nihaoma mima mimamima denglu yonghu guanliyuan laoshi
    xuesheng xuexiao jiaoshi jiaowu jiaodao jiaodaochu jiaokeshi beike beikezu zhuzhang yuwen shuxue yingyu tiyu
    banzhuren xiaozhang zhaoyang wangwei liwei zhangwei wangfang zhangli buzhidao caonima haohaoxuexi
    tiantianxiangshang gongxifacai wanshiruyi pingan xingfu kuaile baobei baobao laopo laogong mama baba
    123456 1234567 12345678 123456789 1234567890 0123456789 111111 1111111111 000000 0000000000 888888 8888888888
    666666 6666666666 112233 11223344 1122334455 123123 123123123 1231231234 123321 1234554321 654321 987654321
    9876543210 147258 147258369 1472583690 159357 5201314 5201314520 1314520 13145201314 520520 5205201314 7758521
    7758258 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 zaq12wsx a123456 a12345678 a123456789 aa123456
    aa123456789 aaa123456 abc123456 abc12345678 q123456789 z123456789 w123456789 as123456 asd123456 qq123456
    qq123456789 zxc123456 qwe123456 qwer1234 qwer12345 asdf1234 zxcv1234 1a2b3c4d 1a2b3c4d5e pass1234 pass123456
    password1 password12 password123 password1234 admin123 admin1234 admin123456 admin888 admin88888 root123456
    test123456 test1234 user123456 welcome123 welcome1234 beike123 beike1234 beike123456 teacher123 laoshi123
    """
    .split(whereSeparator: \.isWhitespace).map(String.init))
}
