public import BackendKit

/// A backend as a session knows it: by a name, whether it is open yet or not.
public struct BackendChoice: Sendable, Hashable {
    /// What the prompt shows and a line can be addressed with; unique among the open backends.
    public let name: String
    public let address: BackendAddress
    /// What was said for this backend alone, by the names of the variables it stands for: `OS_PROJECT_NAME`.
    public let settings: [String: String]

    /// - Parameter name: `nil` is the address as it is written.
    public init(_ address: BackendAddress, name: String? = nil, settings: [String: String] = [:]) {
        self.name = name ?? address.description
        self.address = address
        self.settings = settings
    }

    /// Whether it goes by its address, and not by a name a user gave it.
    public var isNamedByAddress: Bool { name.hasSameBytes(as: address.description) }

    /// Address and settings as they are typed: `glance@prod --os-project-name demo`.
    public var line: String {
        let options = settings.sorted { $0.key < $1.key }.map { setting in
            "--\(setting.key.lowercased().replacing("_", with: "-")) \(Quoting.word(setting.value))"
        }
        return ([Quoting.word(address.description)] + options).joined(separator: " ")
    }

    public static func == (one: BackendChoice, other: BackendChoice) -> Bool {
        one.name.hasSameBytes(as: other.name) && one.address == other.address && one.settings == other.settings
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(name.utf8))
        hasher.combine(address)
        hasher.combine(settings)
    }
}

/// A backend that is open, and what the session calls it.
public struct OpenBackend: Sendable {
    public let choice: BackendChoice
    public let backend: any ImageBackend

    public var name: String { choice.name }
}
