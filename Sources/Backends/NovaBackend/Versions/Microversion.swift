internal import HTTPTransport

/// A microversion of the Compute API.
///
/// Each call asks for the newest one it still works with, and never for `latest`: newer ones take calls away. The
/// version is named in both headers; services up to 2.26 know the second one alone (Nova, "Microversions").
struct Microversion: Sendable, Comparable {
    let major: Int
    let minor: Int

    /// The last one with `/images`.
    static let images = Microversion(major: 2, minor: 35)
    /// The last one with `/images/{id}/metadata`.
    static let metadata = Microversion(major: 2, minor: 38)
    /// The first one that answers `createImage` with the image's ID.
    static let snapshots = Microversion(major: 2, minor: 45)
    /// The first one.
    static let servers = Microversion(major: 2, minor: 1)

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// - Returns: `nil` for anything but two numbers; `latest` is not a version.
    init?(_ text: String) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        self.init(major: major, minor: minor)
    }

    static func < (one: Microversion, other: Microversion) -> Bool {
        (one.major, one.minor) < (other.major, other.minor)
    }

    func add(to headers: inout HTTPHeaders) {
        headers["OpenStack-API-Version"] = "compute \(major).\(minor)"
        headers["X-OpenStack-Nova-API-Version"] = "\(major).\(minor)"
    }
}
