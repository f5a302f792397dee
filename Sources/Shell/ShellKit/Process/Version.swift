/// The version of imgsh.
enum Version {
    static let text = "0.1.0"
}
