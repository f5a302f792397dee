internal import BackendKit
internal import FileIO
internal import Glibc

/// Where the files of clouds are: the directories of openstacksdk, in its order. The first file found counts; files of
/// one name are never merged.
struct CloudsFiles: Sendable {
    let environment: BackendEnvironment
    let currentDirectory: String
    let siteDirectories: [String]

    enum Name: String {
        case clouds, secure
        case publicClouds = "clouds-public"

        /// The variable that names the file instead.
        var variable: String? {
            switch self {
            case .clouds: "OS_CLIENT_CONFIG_FILE"
            case .secure: "OS_CLIENT_SECURE_FILE"
            case .publicClouds: nil
            }
        }
    }

    /// - Returns: `nil` when there is no such file.
    /// - Throws: ``ImageError`` as ``CloudsFile/read(_:diagnostics:)``; also when a variable names a file that is not
    ///   there.
    func read(_ name: Name) throws(ImageError) -> CloudsFile? {
        if let variable = name.variable, let path = environment[variable].map(expanded) {
            guard try FileStatus.of(path) != nil else {
                throw ImageError(.usage, "\(variable) names '\(path)', and there is no such file")
            }
            return try CloudsFile.read(path, diagnostics: environment.diagnostics)
        }
        for directory in directories {
            for ending in ["yaml", "yml", "json"] {
                let path = "\(directory)/\(name.rawValue).\(ending)"
                guard let status = (try? FileStatus.of(path)) ?? nil, status.kind == .regular else { continue }
                if try isForeign(path, status, in: directory) {
                    environment.diagnostics.warnOnce(
                        "'\(path)' belongs to another user and lies where everybody may put files, it is passed by")
                    continue
                }
                // As the reference client does: what may not be read is passed by, and said.
                guard access(path, R_OK) == 0 else {
                    environment.diagnostics.warnOnce("'\(path)' may not be read, it is passed by")
                    continue
                }
                return try CloudsFile.read(path, diagnostics: environment.diagnostics)
            }
        }
        return nil
    }

    /// Whether somebody else may have put a file where this user finds it: in `/tmp`, a `clouds.yaml` of theirs would
    /// send this user's password to an address of theirs.
    private func isForeign(_ path: String, _ status: FileStatus, in directory: String) throws(ImageError) -> Bool {
        guard let place = try FileStatus.of(directory), let name = try FileStatus.of(path, followsLink: false) else {
            return false
        }
        return [status.owner, name.owner].contains { owner in
            Self.isForeign(owner, in: (place.owner, place.mode), for: geteuid())
        }
    }

    /// - Parameter directory: who owns it, and its permissions.
    static func isForeign(_ owner: UInt32, in directory: (owner: UInt32, mode: UInt32), for user: UInt32) -> Bool {
        directory.mode & 0o002 != 0 && ![0, user, directory.owner].contains(owner)
    }

    /// Without doubles, in the order they are looked at.
    var directories: [String] {
        var all = [currentDirectory]
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") { all.append(config + "/openstack") }
        if let home { all.append(home + "/.config/openstack") }
        all += siteDirectories
        return all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    private var home: String? { environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

    /// A path with `~` put in.
    func expanded(_ path: String) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }

    /// A path as a file or the environment names it, from the place it is named in.
    func path(_ setting: Setting) -> String? {
        guard let text = setting.text else { return nil }
        let path = expanded(text)
        if path.hasPrefix("/") { return path }
        if case .file(let file, _) = setting.place { return Directory.parent(of: file) + "/" + path }
        return currentDirectory == "." ? path : currentDirectory + "/" + path
    }
}
