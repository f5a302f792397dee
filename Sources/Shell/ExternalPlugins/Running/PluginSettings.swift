internal import BackendKit
internal import CommandKit
internal import Glibc

/// The environment variables a plugin gets.
enum PluginSettings {
    /// The version of what a plugin is told and how.
    static let version = "1"
    static let token = "IMGSH_TOKEN_FD"

    /// All that may be set, so that nothing is left of a plugin that runs us.
    static let names = [
        "IMGSH_PLUGIN_API", "IMGSH_PROGRAM", "IMGSH_BACKEND", "IMGSH_BACKEND_KIND", "IMGSH_BACKEND_NAME", "IMGSH_CLOUD",
        "IMGSH_ENDPOINT", "IMGSH_REGION", "IMGSH_PROJECT_ID", "IMGSH_PROJECT_NAME", "IMGSH_USER_NAME", "IMGSH_STORE",
        "IMGSH_CA_FILE", "IMGSH_CA_DIRECTORY", "IMGSH_INSECURE", token, "IMGSH_TOKEN_LIFE", "IMGSH_FORMAT",
        "IMGSH_COLUMNS", "IMGSH_QUIET",
    ]

    /// What needs nobody to be asked.
    static func base(_ call: Call, _ context: CommandContext) -> [String: String] {
        let home = context.home
        var settings = [
            "IMGSH_PLUGIN_API": version, "IMGSH_PROGRAM": program, "IMGSH_BACKEND": home.address.description,
            "IMGSH_BACKEND_KIND": home.address.kind, "IMGSH_BACKEND_NAME": home.name,
        ]
        if let cloud = home.address.cloud { settings["IMGSH_CLOUD"] = cloud }
        if let region = home.address.region { settings["IMGSH_REGION"] = region }
        if context.console.surroundings.isQuiet { settings["IMGSH_QUIET"] = "1" }
        if call.signature.output != .none {
            settings["IMGSH_FORMAT"] = call.output.format.rawValue
            if !call.output.columns.isEmpty { settings["IMGSH_COLUMNS"] = call.output.columns.joined(separator: ",") }
        }
        // What was said to us in options counts for the imgsh that a plugin may call; secrets stay here.
        let said = context.session.environment.options.merging(home.settings) { _, new in new }
        return settings.merging(said.filter { !isSecret($0.key) }) { ours, _ in ours }
    }

    /// What the backend lends.
    static func lent(_ access: LentAccess) -> [String: String] {
        var settings: [String: String] = [:]
        settings["IMGSH_ENDPOINT"] = access.endpoint
        settings["IMGSH_STORE"] = access.directory
        settings["IMGSH_CLOUD"] = access.cloud
        settings["IMGSH_REGION"] = access.region
        settings["IMGSH_PROJECT_ID"] = access.projectID
        settings["IMGSH_PROJECT_NAME"] = access.projectName
        settings["IMGSH_USER_NAME"] = access.userName
        settings["IMGSH_CA_FILE"] = access.caFile
        settings["IMGSH_CA_DIRECTORY"] = access.caDirectory
        settings["IMGSH_TOKEN_LIFE"] = access.token?.life.map(String.init)
        if !access.verifiesTLS { settings["IMGSH_INSECURE"] = "1" }
        return settings
    }

    private static func isSecret(_ name: String) -> Bool {
        ["PASSWORD", "SECRET", "TOKEN", "PASSCODE"].contains { name.contains($0) }
    }

    /// The program that runs.
    private static var program: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : "imgsh"
    }
}
