/// Files of marks with something wrong, for a test of 100 marks with three items of 30, 30 and 40.
enum FaultyScores {
  private static let header = "班级,学生代码,参考情况,总分,1,2,3\n"

  /// A file, and its faults as `row column code`, - where there is none.
  static let all: [(name: String, text: String, faults: [String])] = [
    ("an empty file", "", ["- - empty"]), ("white space", "\n\n", ["- - empty"]),
    ("a header only", header, ["- - empty"]),
    ("a quotation mark that is not closed", header + "五1,\"a1,正常,84.5,30,24.5,30\n", ["2 - bad-csv"]),
    ("a quotation mark in the middle", header + "五1,a\"1\"x,正常,84.5,30,24.5,30\n", ["2 - bad-csv"]),
    ("a quotation mark behind a quoted cell", header + "五1,a1,,,1,1,1\n五1,\"a2\"x,,,1,1,1\n", ["3 - bad-csv"]),
    (
      "a fault before a misplaced quotation mark", header + "五1,a1,,,1,1,x\n五1,a\"2,,,1,1,1\n五9,a3,,,1,1,1\n",
      ["2 3 not-a-number", "3 - bad-csv"]
    ),
    ("no class column", "学生代码,1,2,3\na1,1,2,3\n", ["1 班级 missing-column"]),
    ("no student column", "班级,1,2,3\n五1,1,2,3\n", ["1 学生代码 missing-column"]),
    ("no marks", "班级,学生代码\n五1,a1\n", ["1 总分 missing-column"]),
    ("a missing item", "班级,学生代码,1,3\n五1,a1,1,3\n", ["1 2 missing-column"]),
    ("an item that is none", "班级,学生代码,1,2,3,4\n五1,a1,1,2,3,4\n", ["1 4 unknown-column"]),
    ("an item twice", "班级,学生代码,1,2,3,2\n五1,a1,1,2,3,4\n", ["1 2 duplicate-column"]),
    ("an item under two names", "班级,学生代码,1,2,3,第2题\n五1,a1,1,2,3,4\n", ["1 第2题 duplicate-column"]),
    ("an item that is none in words", "班级,学生代码,1,2,3,第4题\n五1,a1,1,2,3,4\n", ["1 第4题 unknown-column"]),
    ("two columns of students", "班级,学生代码,学号,1,2,3\n五1,a1,a1,1,2,3\n", ["1 学号 duplicate-column"]),
    (
      "several columns at once", "学生代码,1,2,7,2\na1,1,2,3,4\n",
      ["1 2 duplicate-column", "1 3 missing-column", "1 7 unknown-column", "1 班级 missing-column"]
    ),
    ("too few cells", header + "五1,a1,正常,84.5,30\n", ["2 - ragged-row"]),
    ("too many cells", header + "五1,a1,正常,84.5,30,24.5,30\n五1,a2,正常,84.5,30,24.5,30,1\n", ["3 - ragged-row"]),
    ("a mark above the item's", header + "五1,a1,,,30,24.5,40.01\n", ["2 3 score-above-full"]),
    (
      "a total above the full mark", header + "五1,a1,,100.5,30,30,40\n", ["2 总分 score-above-full", "2 总分 sum-mismatch"]
    ),
    ("a negative mark", header + "五1,a1,,,30,-1,40\n", ["2 2 score-negative"]),
    ("three decimals", header + "五1,a1,,,30,24.125,40\n", ["2 2 too-precise"]),
    ("a word for a mark", header + "五1,a1,,,30,优,40\n", ["2 2 not-a-number"]),
    ("a mark with an exponent", header + "五1,a1,,,30,1e1,40\n", ["2 2 not-a-number"]),
    ("a percent", header + "五1,a1,,,30,50%,40\n", ["2 2 not-a-number"]),
    ("a power", header + "五1,a1,,,30,8⁵,40\n", ["2 2 not-a-number"]),
    ("a total that is not the sum", header + "五1,a1,,84,30,24.5,30\n", ["2 总分 sum-mismatch"]),
    ("a student twice", header + "五1,a1,,,1,1,1\n五1,a1,,,2,2,2\n", ["3 学生代码 duplicate-student"]),
    ("a student in two classes", header + "五1,a1,,,1,1,1\n五2,a1,,,2,2,2\n", ["3 学生代码 duplicate-student"]),
    ("an unknown class", header + "五9,a1,,,1,1,1\n", ["2 班级 unknown-class"]),
    ("no class", header + ",a1,,,1,1,1\n", ["2 班级 unknown-class"]),

    ("a number that could be a class of another grade", header + "12,a1,,,1,1,1\n", ["2 班级 unknown-class"]),
    ("a separator between grade and number", header + "11.2,a1,,,1,1,1\n", ["2 班级 unknown-class"]),
    (
      "a total where items belong", header + "五1,a1,,85.5,,,\n五1,a2,正常,85.5,,,\n",
      ["2 总分 sum-mismatch", "3 总分 sum-mismatch"]
    ),
    (
      "marks beyond all numbers", header + "五1,a1,,1,92233720368547758,92233720368547758,92233720368547758\n",
      ["2 1 score-above-full", "2 2 score-above-full", "2 3 score-above-full"]
    ),
    (
      "negative marks beyond all numbers", header + "五1,a1,,1,-92233720368547758,-92233720368547758,1\n",
      ["2 1 score-negative", "2 2 score-negative"]
    ),
    (
      "columns as the file names them", "Class,学 号,状态,总 分,Q1,第2题,3(40分)\n五1,林晓,,x,31,,40\n",
      ["2 学 号 bad-student-code", "2 总 分 not-a-number"]
    ),
    ("no student", header + "五1,,,,1,1,1\n", ["2 学生代码 student-missing"]),
    ("a name for a code", header + "五1,林晓,,,1,1,1\n", ["2 学生代码 bad-student-code"]),
    ("an identity number", header + "五1,110101201309012345,,,1,1,1\n", ["2 学生代码 bad-student-code"]),
    ("an identity number that ends in X", header + "五1,11010120130901234X,,,1,1,1\n", ["2 学生代码 bad-student-code"]),
    ("a national student number", header + "五1,G110101201309012345,,,1,1,1\n", ["2 学生代码 bad-student-code"]),
    ("an unknown status", header + "五1,a1,迟到,,1,1,1\n", ["2 参考情况 unknown-status"]),
    ("a mark of an absent student", header + "五1,a1,缺考,,1,1,1\n", ["2 参考情况 status-with-score"]),
    (
      "everything at once",
      header + "五1,a1,,,31,1,1\n五1,a2,正常,3,1,1,1\n五9,a3,,,1,1,1\n五1,a2,,,1,1,x\n五1,a5,免考,,5,,\n五1,,,,,,\n",
      [
        "2 1 score-above-full", "4 班级 unknown-class", "5 3 not-a-number", "5 学生代码 duplicate-student",
        "6 参考情况 status-with-score", "7 学生代码 student-missing",
      ]
    ),
    ("rows after an empty line", header + "\n五1,a1,,,31,1,1\n", ["3 1 score-above-full"]),
    (
      "rows after a cell of two lines", header + "五1,a1,正常,,1,1,1\n\"五\n1\",a2,,,1,1,1\n五1,a3,,,31,1,1\n",
      ["3 班级 unknown-class", "4 1 score-above-full"]
    ),
  ]
}
