import Shared

/// Why no answer came, or none that can be used.
enum TransportError: Error, Hashable {
  /// Nobody can know whether the request arrived.
  case offline(Text)
  /// What answers can't prove that it is the server; nothing was sent to it.
  case untrusted(Distrust)
  /// Something answered, but not a Beike server.
  case notUnderstood(status: Int, String)
  /// The answer has more bytes than the client takes; asking for less at once may help.
  case tooLarge
  /// The answer had begun and broke off, as a proxy ends one that is too long for it; asking for less may help.
  case cutOff

  /// Why a certificate proves nothing.
  enum Distrust: Hashable {
    /// - Parameter isInTime: whether the certificate was seen to be within its dates; false where it wasn't seen.
    case unknownAuthority(isInTime: Bool)
    case expired(Instant, now: Instant)
    case notYetValid(Instant, now: Instant)
    case otherName(String)
    /// The port answers without encryption.
    case plain(ServerAddress)
  }

  /// Whether a smaller question may get an answer.
  var isTooMuch: Bool { self == .tooLarge || self == .cutOff }

  var text: Text {
    switch self {
    case .offline(let reason): Text("连不上服务器：\(reason.zh)", "the server can't be reached: \(reason.en)")
    case .untrusted(let distrust): distrust.text
    case .notUnderstood(let status, let reason):
      Text(
        "服务器的回答（\(status)）读不懂：\(reason)；请核对地址",
        "the server's answer (\(status)) can't be read: \(reason); check the address")
    case .tooLarge:
      Text(
        "服务器的回答超过 \(APIClient.maximumBytes >> 20) MiB，没有读下去；请告诉管理员",
        "the server's answer has more than \(APIClient.maximumBytes >> 20) MiB and was not read; tell your administrator"
      )
    case .cutOff:
      Text("服务器的回答没有传完就断了，请再试一次", "the server's answer broke off in the middle; try again")
    }
  }
}

extension TransportError.Distrust {
  fileprivate var text: Text {
    switch self {
    case .unknownAuthority(let isInTime):
      Text(
        "服务器的证书不可信（不认识签发者），没有连接；学校自己签发的证书，用 \(TrustRoots.variable) 指明根证书文件（PEM）"
          + (isInTime ? "" : "；也请看这台电脑的日期对不对"),
        "the server's certificate is not trusted (its issuer is unknown), so nothing was sent; if the school signs its "
          + "own, name the root's PEM file in \(TrustRoots.variable)"
          + (isInTime ? "" : "; see too whether this computer's date is right"))
    case .expired(let end, let now):
      Text(
        "服务器的证书 \(end.local()) 到期，这台电脑的时钟是 \(now.local())，没有连接；时钟对的话，请管理员换证书",
        "the server's certificate expired at \(end.local()) and this computer's clock says \(now.local()), so nothing "
          + "was sent; if the clock is right, the administrator has to renew the certificate")
    case .notYetValid(let start, let now):
      Text(
        "服务器的证书 \(start.local()) 起才有效，这台电脑的时钟是 \(now.local())，没有连接；多半是时钟慢了，请校准",
        "the server's certificate is valid from \(start.local()) and this computer's clock says \(now.local()), so "
          + "nothing was sent; the clock is probably slow: set it")
    case .otherName(let host):
      Text(
        "服务器的证书不是给 \(host) 的，没有连接；请核对地址，要与证书上的名字一致",
        "the server's certificate is not for \(host), so nothing was sent; use the address that the certificate names")
    case .plain(let server):
      Text(
        "\(server) 的这个端口不加密，没有连接；请核对端口\(server.isThisMachine ? "，本机的服务器用 http://" : "")",
        "the port of \(server) is not encrypted, so nothing was sent; check the port"
          + (server.isThisMachine ? ", or write http:// for a server on this machine" : ""))
    }
  }
}
