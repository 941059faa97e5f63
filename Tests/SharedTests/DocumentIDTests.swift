import Shared
import Testing

@Suite struct DocumentIDTests {
  @Test func uuidsOfEitherCaseAreOneID() {
    let text = "0190E111-ABCD-7000-8000-0000000000FF"
    #expect(DocumentID(text: text)?.description == text.lowercased())
  }

  @Test(arguments: [
    "", "0190e111abcd700080000000000000ff", "0190e111-abcd-7000-8000-0000000000f",
    "0190e111-abcd-7000-8000-0000000000fg",
    "0190e111_abcd-7000-8000-0000000000ff", "{0190e111-abcd-7000-8000-0000000000f",
    "0190e111-abcd-7000-8000-0000000000ff ",
  ])
  func whatIsNoUUIDIsNoID(text: String) {
    #expect(DocumentID(text: text) == nil)
  }

  @Test func aNewIDIsAVersion7UUIDOfItsTime() {
    var random = SeededRandom(seed: 1)
    let ids = (0..<200).map { DocumentID(milliseconds: 1_708_929_000_000 + Int64($0), random: &random) }
    for id in ids {
      let text = Array(id.description)
      #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
      #expect(DocumentID(text: id.description) == id)
    }
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(ids[0].description.hasPrefix("018de41b-2240-7"))
  }
}
