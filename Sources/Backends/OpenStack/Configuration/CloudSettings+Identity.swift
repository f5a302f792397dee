internal import HTTPTransport

extension CloudSettings {
    /// Where the login goes, who logs in and for what, without credentials.
    var identity: String { "\(login.authURL?.description ?? "") \(login.who) \(scope.shown ?? "default")" }
}
