import Foundation

/// Real services on this machine, as `make lab` brings them up: Keystone, Glance and Nova. Tests that need them run where
/// they are, and fail when those do not answer.
public enum Lab {
    /// The directory with what is to be known of them; `nil` where there are none.
    public static let state = ProcessInfo.processInfo.environment["IMGSH_LAB_STATE"]
    public static var isUp: Bool { state != nil }

    /// The environment that leads to their clouds, and to no other ones.
    public static var environment: [String: String] { ["OS_CLIENT_CONFIG_FILE": "\(state ?? "")/clouds.yaml"] }
}
