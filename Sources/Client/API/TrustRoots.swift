import Foundation
import NIOSSL
import Shared

/// Whom the client believes to be a server: the roots of the system, and those of a school that has its own.
enum TrustRoots {
  static let variable = "BEIKE_CA_FILE"

  struct Failure: Error {
    let path: String

    var text: Text {
      Text(
        "\(TrustRoots.variable) 所指的 \(path) 里读不到证书，应是 PEM 文件",
        "there is no certificate in \(path), the PEM file that \(TrustRoots.variable) names")
    }
  }

  /// - Returns: nil when the system's roots are all there is.
  static func configuration(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> TLSConfiguration? {
    guard let path = environment.value(variable) else { return nil }
    guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
      throw Failure(path: path)
    }
    var configuration = TLSConfiguration.makeClientConfiguration()
    #if canImport(Darwin)
      // Network.framework knows no further roots beside those of the system.
      configuration.trustRoots = .certificates(certificates)
    #else
      configuration.additionalTrustRoots = [.certificates(certificates)]
    #endif
    return configuration
  }
}
