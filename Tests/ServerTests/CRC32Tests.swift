import Testing

@testable import Server

@Suite struct CRC32Tests {
  /// From the catalogue of parametrised CRC algorithms (CRC-32/ISO-HDLC) and from zlib's crc32.
  @Test(
    arguments: [
      ("", 0x0000_0000), ("a", 0xE8B7_BE43), ("abc", 0x3524_41C2), ("123456789", 0xCBF4_3926),
      ("message digest", 0x2015_9D7F),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
      ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 0x1FC2_E6D2),
    ] as [(String, UInt32)])
  func knownChecksums(text: String, checksum: UInt32) {
    #expect(CRC32.checksum(Array(text.utf8)) == checksum)
  }

  @Test(arguments: 0...40)
  func aTextInTwoPiecesHasTheSameChecksum(cut: Int) {
    let bytes = Array("备课组活动记录 beike 0123456789".utf8)
    let cut = min(cut, bytes.count)
    let first = bytes[..<cut].withUnsafeBytes { CRC32.update(CRC32.start, $0) }
    let both = bytes[cut...].withUnsafeBytes { CRC32.finish(CRC32.update(first, $0)) }
    #expect(both == CRC32.checksum(bytes))
  }
}
