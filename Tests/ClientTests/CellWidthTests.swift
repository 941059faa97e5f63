import Shared
import Testing

@testable import Client

@Suite("Widths in terminal cells")
struct CellWidthTests {
  @Test(
    "a text takes the cells that a terminal gives it",
    arguments: [
      ("", 0), ("abc", 3), ("备课", 4), ("五3班", 5), ("，。", 4), ("（A）", 5), ("é", 1), ("e\u{301}", 1),
      ("👩‍🏫", 2), ("✓", 1), ("❤️", 2), ("🇨🇳", 2), ("한글", 4), ("ｱ", 1), ("全角Ａ", 6), ("█▏", 2), ("a\u{200B}b", 2),
    ])
  func width(text: String, cells: Int) {
    #expect(CellWidth.of(text) == cells)
  }

  @Test(
    "what does not fit is cut between characters and marked",
    arguments: [("等式与方程", 10, "等式与方程"), ("等式与方程", 9, "等式与方…"), ("等式与方程", 8, "等式与…"), ("abc", 2, "a…"), ("备", 1, "…")])
  func truncation(text: String, cells: Int, expected: String) {
    #expect(CellWidth.truncate(text, to: cells) == expected)
    #expect(CellWidth.of(expected) <= cells)
  }

  @Test("columns of a table begin in the same cell in every line")
  func columns() {
    var table = Table(columns: [
      .init(key: "name", label: .init("姓名", "Name")), .init(key: "n", label: .init("数", "N"), isNumber: true),
    ])
    table.rows = [["王芳", 7], ["Li", 12], ["欧阳文修", 100]]
    #expect(
      table.render(.table, in: .chinese) == """
        姓名       数
        ────────  ───
        王芳        7
        Li         12
        欧阳文修  100

        """)
  }

  @Test(
    "bars are drawn to an eighth of a cell",
    arguments: [(0.0, ""), (0.5, "██"), (1.0, "████"), (0.03125, "▏"), (0.28125, "█▏"), (7.0, "████"), (-1.0, "")])
  func bars(share: Double, expected: String) {
    #expect(Bar.text(share, cells: 4) == expected)
  }
}
