internal import BackendKit
internal import CommandKit

extension Setting {
    static let pluginPath = Setting(
        name: "plugin-path", help: "Directories with plugins, separated by ':'; '' is the standard one", words: [],
        get: { $0.preferences.now.pluginPath ?? $0.environment["IMGSH_PLUGIN_PATH"] ?? "" },
        change: { path throws(ArgumentProblem) in
            let parts = path.split(separator: ":")
            if let odd = parts.first(where: { !$0.hasPrefix("/") }) {
                throw ArgumentProblem(
                    "'\(odd)' is no absolute path", hint: "config plugin-path /usr/lib/imgsh:/home/me/plugins")
            }
            return { session in session.preferences.change { $0.pluginPath = path.isEmpty ? nil : path } }
        })
}
