import HummingbirdTLS
import Logging
import NIOCertificateReloading
import NIOSSL
import ServiceLifecycle
import Shared
import UnixSignals

/// TLS from two PEM files. A renewed certificate is taken up within a minute, without a restart; a broken one is
/// passed over and logged.
struct Encryption: Sendable {
  let configuration: TLSConfiguration
  /// Looks at the files from time to time.
  let reloader: TimedCertificateReloader

  /// - Throws: `Failure` when the files can't be used.
  init(certificate: String, privateKey: String, logger: Logger, refreshSeconds: Int = 60) throws {
    do {
      reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
        refreshInterval: .seconds(refreshSeconds),
        certificateSource: .init(location: .file(path: certificate), format: .pem),
        privateKeySource: .init(location: .file(path: privateKey), format: .pem), logger: logger)
      var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      self.configuration = configuration
    } catch {
      throw Failure(
        Text(
          "证书 \(certificate) 或私钥 \(privateKey) 不能用：\(error)",
          "the certificate \(certificate) or the private key \(privateKey) can't be used: \(error)"),
        status: .configuration)
    }
  }
}

/// Takes renewed files up at once when it is told to by SIGHUP, as the hooks of certificate programs do.
struct CertificateReload: Service {
  let encryption: Encryption
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do {
        try encryption.reloader.reload()
        logger.notice("certificate reloaded")
      } catch {
        logger.error("certificate not reloaded; the old one stays", metadata: ["error": "\(error)"])
      }
    }
  }
}
