import Shared

/// A test's statistics as tables for a terminal.
struct QualityTables {
  let statistics: TestStatistics
  let language: Language

  /// Each class, or for who sees no marks the classes that are told of together, and all.
  private var groups: [(label: String, level: LevelStatistics)] {
    statistics.classes.map { ($0.label[language], $0.statistics) }
      + [(Text("合计", "All")[language], statistics.all)]
  }

  var heading: String {
    Text("\(statistics.title)　满分 \(statistics.fullMark)", "\(statistics.title), full mark \(statistics.fullMark)")[
      language]
  }

  /// Those that have anything to show.
  var all: [Table] { [level, rates, bands, targets].filter { !$0.rows.isEmpty } }

  /// One line for each class and one for all.
  var level: Table {
    let labels: [(String, Text)] = [
      ("n", Text("参考", "Tested")), ("enrolled", Text("应考", "Enrolled")), ("mean", Text("平均分", "Mean")),
      ("sdPopulation", Text("标准差", "SD")), ("median", Text("中位数", "Median")), ("max", Text("最高", "Max")),
      ("min", Text("最低", "Min")), ("scoreRate", Text("得分率", "Score rate")),
      ("overAverage", Text("超均率", "Over average")),
    ]
    var table = Table(
      columns: [.init(key: "class", label: Text("班级", "Class"))]
        + labels.map { .init(key: $0.0, label: $0.1, isNumber: true) })
    let over = statistics.classes.map(\.overAverage) + [nil]
    for (group, over) in zip(groups, over) {
      let level = group.level
      table.rows.append([
        .string(group.label), count(level.n), count(level.enrolled), figure(level.mean), figure(level.sdPopulation),
        figure(level.median?.double), level.max.map(JSON.number) ?? Self.undefined,
        level.min.map(JSON.number) ?? Self.undefined, percent(level.scoreRate), percent(over),
      ])
    }
    return table
  }

  /// Every rate with a bar, 20 cells for 100 %.
  var rates: Table {
    var table = Table(columns: [
      .init(key: "class", label: Text("班级", "Class")), .init(key: "rate", label: Text("指标", "Rate")),
      .init(key: "count", label: Text("人数", "Count"), isNumber: true),
      .init(key: "share", label: Text("比例", "Share"), isNumber: true), .init(key: "bar", label: Text("", "")),
    ])
    for group in groups {
      guard let rates = group.level.rates else { continue }
      let named: [(Text, LevelStatistics.Rate)] = [
        (Text("优秀", "excellent"), rates.excellent), (Text("良好及以上", "good or above"), rates.goodOrAbove),
        (Text("合格", "pass"), rates.pass), (Text("低分", "low"), rates.low),
      ]
      for (index, (name, rate)) in named.enumerated() {
        table.rows.append([
          .string(index == 0 ? group.label : ""), .string(name[language]), count(rate.count), percent(rate.rate),
          .string(rate.rate.map { Bar.text($0, cells: 20) } ?? ""),
        ])
      }
    }
    return table
  }

  /// Score bands: a column for each class, and a bar for all of them together.
  var bands: Table {
    var table = Table(
      columns: [.init(key: "band", label: Text("分数段", "Band"))]
        + groups.enumerated().map {
          .init(key: "\($0.offset)", label: Text($0.element.label, $0.element.label), isNumber: true)
        }
        + [.init(key: "bar", label: Text("", ""))])
    let all = statistics.all.bands ?? []
    let largest = all.map(\.count).max() ?? 0
    for band in all {
      let label =
        band.from == band.to ? band.from.description : "\(band.from)–<\(band.to)"
      let counts = groups.map { group in
        count(group.level.bands.map { $0.first { $0.from == band.from && $0.to == band.to }?.count ?? 0 })
      }
      let share = largest == 0 ? 0 : Double(band.count) / Double(largest)
      table.rows.append([.string(label)] + counts + [.string(Bar.text(share, cells: 24))])
    }
    return table
  }

  var targets: Table {
    var table = Table(columns: [
      .init(key: "metric", label: Text("指标", "Metric")),
      .init(key: "target", label: Text("目标", "Target"), isNumber: true),
      .init(key: "actual", label: Text("实际", "Actual"), isNumber: true),
      .init(key: "met", label: Text("达成", "Met")),
    ])
    for target in statistics.targets {
      table.rows.append([
        .string(target.metric.label[language]),
        target.metric == .mean ? .number(target.target) : percent(target.target.double),
        actual(of: target), .string(target.met.map { $0 ? "✓" : "✗" } ?? "—"),
      ])
    }
    return table
  }

  /// What was reached, with as many decimals as it takes to look met only where it is.
  private func actual(of target: TestStatistics.TargetResult) -> JSON {
    guard let actual = target.actual, let isMet = target.met else { return Self.undefined }
    func text(places: Int) -> String {
      target.metric == .mean ? actual.rounded(places: places) : actual.percentage(places: places)
    }
    func looksMet(_ text: String) -> Bool? {
      ExactDecimal(text).flatMap { shown in
        ExactDecimal(significand: shown.significand, scale: shown.scale + (target.metric == .mean ? 0 : 2))
      }.map { target.metric.isMet($0, target: target.target) }
    }
    let text = (2...15).lazy.map(text).first { looksMet($0) == isMet } ?? text(places: 2)
    return .string(text + (target.metric == .mean ? "" : "%"))
  }

  /// Why some figures are not there, for who may not see the marks themselves.
  var remark: Text? {
    if statistics.withheld > 0 {
      return Text("参考人数太少，不提供任何数据", "too few students were tested for any figure to be told")
    }
    guard
      ([statistics.all] + statistics.classes.map(\.statistics)).contains(where: { $0.mean != nil && $0.median == nil })
    else { return nil }
    return Text(
      "参考人数少于 15，只提供人数和平均分", "fewer than 15 students were tested, so that only counts and means are told")
  }

  private static let undefined = JSON.string("—")

  private func count(_ value: Int?) -> JSON { value.map { .number(ExactDecimal(Int64($0))) } ?? Self.undefined }
  private func figure(_ value: Double?) -> JSON { value.map { .string($0.rounded(places: 2)) } ?? Self.undefined }
  private func percent(_ value: Double?) -> JSON {
    value.map { .string($0.percentage(places: 2) + "%") } ?? Self.undefined
  }
}
