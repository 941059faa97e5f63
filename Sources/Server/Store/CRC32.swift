/// CRC-32 as in zlib, PNG and ISO 3309: polynomial 0xEDB88320, reflected, inverted at both ends.
///
/// It guards stored rows against a disk that returns other bytes than were written. Eight bytes a step
/// ("slicing by 8"), because every read of a document pays for it.
enum CRC32 {
  private static let tables: [[UInt32]] = {
    var tables = [[UInt32]](repeating: [UInt32](repeating: 0, count: 256), count: 8)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      tables[0][byte] = value
    }
    for byte in 0..<256 {
      for slice in 1..<8 {
        let previous = tables[slice - 1][byte]
        tables[slice][byte] = previous >> 8 ^ tables[0][Int(previous & 0xFF)]
      }
    }
    return tables
  }()

  private static let flat: [UInt32] = tables.flatMap { $0 }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { finish(update(start, $0)) }
  }

  static let start: UInt32 = 0xFFFF_FFFF

  static func finish(_ value: UInt32) -> UInt32 { value ^ 0xFFFF_FFFF }

  static func update(_ value: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    flat.withUnsafeBufferPointer { table in
      var crc = value
      var index = 0
      while index + 8 <= bytes.count {
        let low = crc ^ UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
        let high = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 4, as: UInt32.self))
        crc =
          table[0x700 + Int(low & 0xFF)] ^ table[0x600 + Int(low >> 8 & 0xFF)]
          ^ table[0x500 + Int(low >> 16 & 0xFF)] ^ table[0x400 + Int(low >> 24)]
          ^ table[0x300 + Int(high & 0xFF)] ^ table[0x200 + Int(high >> 8 & 0xFF)]
          ^ table[0x100 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
        index += 8
      }
      while index < bytes.count {
        crc = crc >> 8 ^ table[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
        index += 1
      }
      return crc
    }
  }
}
