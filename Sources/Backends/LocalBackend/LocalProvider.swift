public import BackendKit
internal import FileIO
internal import Glibc

extension BackendProvider {
    /// Images in a directory of this machine.
    /// - Parameter inspector: says what the disk inside new data holds.
    public static func local(inspector: @escaping LocalBackend.DataInspector) -> BackendProvider {
        BackendProvider(
            name: "local",
            summary: "images in a directory of this machine",
            forms: ["local", "local:/path/of/a/store"]
        ) { address, environment in
            guard address.cloud == nil, address.region == nil else {
                throw ImageError(
                    .usage, "the local backend has no clouds or regions", hint: "backend use local:/srv/images")
            }
            let directory = try directory(address.path, environment)
            return LocalBackend(directory: directory, name: address.description, inspector: inspector)
        }
    }

    private static func directory(_ path: String?, _ environment: BackendEnvironment) throws(ImageError) -> String {
        guard let path else {
            if let standard = PrivateDirectories.path(.data, in: environment) { return standard }
            throw ImageError(
                .usage, "neither XDG_DATA_HOME nor HOME says where the local store is",
                hint: "backend use local:/srv/images")
        }
        var absolute = path
        if path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] {
            absolute = home + path.dropFirst()
        } else if !path.hasPrefix("/") {
            guard let current = getcwd(nil, 0) else { throw ImageError(.local, "the current directory is gone") }
            defer { free(current) }
            absolute = String(cString: current) + "/" + path
        }
        while absolute.count > 1, absolute.hasSuffix("/") { absolute.removeLast() }
        if let status = try FileStatus.of(absolute), status.kind != .directory {
            throw ImageError(.usage, "'\(path)' is a \(status.kind.rawValue), not the directory of a store")
        }
        return absolute
    }
}
