import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate that is its own authority, and its key.
struct TestCertificate {
  let certificate: String
  let key: String

  /// - Parameters:
  ///   - validity: in seconds from now.
  ///   - names: those of machines; this machine's address and `localhost` where nothing is said.
  init(validity: ClosedRange<Double> = -3600...86_400, names: [String]? = nil) throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("栗溪桥小学 \(UUID())") }
    let alternatives: [GeneralName] =
      names.map { $0.map { .dnsName($0) } }
      ?? [.ipAddress(.init(contentBytes: [127, 0, 0, 1])), .dnsName("localhost")]
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: Date(timeIntervalSinceNow: validity.lowerBound),
      notValidAfter: Date(timeIntervalSinceNow: validity.upperBound), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        SubjectAlternativeNames(alternatives)
      }, issuerPrivateKey: .init(key))
    self.certificate = try certificate.serializeAsPEM().pemString
    self.key = key.pemRepresentation
  }
}
