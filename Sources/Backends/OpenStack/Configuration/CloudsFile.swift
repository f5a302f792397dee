internal import BackendKit
internal import FileIO
internal import YAMLText

/// One file of clouds, found and read.
struct CloudsFile: Sendable {
    let path: String
    let root: SettingMap

    /// The words in a key that mean its value is a secret.
    static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["password", "secret", "token", "passcode"].contains { key.contains($0) }
            && !key.contains("endpoint") && key != "cache_token"
    }

    /// - Throws: ``ImageError`` with code `.usage` that names file and line; `.local` when the file cannot be read or
    ///   others may write to it.
    static func read(_ path: String, diagnostics: BackendDiagnostics) throws(ImageError) -> CloudsFile {
        let file = try OpenFile.reading(path)
        let status = try FileStatus.of(file)
        guard status.kind == .regular else {
            throw ImageError(.usage, "'\(path)' is a \(status.kind.rawValue), not a file of clouds")
        }
        let limits = YAMLDocument.Limits()
        let bytes = try file.read(limits.bytes + 1, at: 0)
        let root: YAMLNode?
        do {
            root = try YAMLDocument.read(bytes, limits: limits) { warning in
                diagnostics.warnOnce("'\(path)', line \(warning.line): \(warning.reason)")
            }
        } catch {
            throw ImageError(.usage, "'\(path)', line \(error.line): not YAML as clouds are written: \(error.reason)")
        }
        guard let root, !root.isNull else { return CloudsFile(path: path, root: SettingMap()) }
        guard let map = Setting(root, file: path).map else {
            throw ImageError(.usage, "'\(path)', line \(root.line): the file must begin with 'clouds:'")
        }
        try checkPermissions(path, status, holdsSecrets: holdsSecrets(map), diagnostics)
        return CloudsFile(path: path, root: map)
    }

    private static func holdsSecrets(_ map: SettingMap) -> Bool {
        map.entries.contains { key, setting in
            switch setting.value {
            case .text: isSecret(key)
            case .map(let inner): holdsSecrets(inner)
            case .list(let settings): settings.contains { $0.map.map(holdsSecrets) ?? false }
            case .null: false
            }
        }
    }

    /// A file that others may write to could send a password to another address.
    private static func checkPermissions(
        _ path: String, _ status: FileStatus, holdsSecrets: Bool, _ diagnostics: BackendDiagnostics
    ) throws(ImageError) {
        guard status.mode & 0o002 == 0 else {
            throw ImageError(
                .local, "others may write to '\(path)'; a login with it is not safe", hint: "!chmod o-w '\(path)'")
        }
        let directory = Directory.parent(of: path)
        if let parent = try FileStatus.of(directory), parent.mode & 0o002 != 0, parent.mode & 0o1000 == 0 {
            throw ImageError(
                .local, "others may replace '\(path)'; a login with it is not safe", hint: "!chmod o-w '\(directory)'")
        }
        if holdsSecrets, status.mode & 0o044 != 0 {
            diagnostics.warnOnce("others may read the secrets in '\(path)'; close it with: chmod go-r '\(path)'")
        }
    }
}
