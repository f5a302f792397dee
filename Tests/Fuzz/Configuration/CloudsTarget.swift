internal import BackendKit
internal import Synchronization
internal import YAMLText

@testable import OpenStack

extension FuzzTarget {
    /// `clouds.yaml`, as far as the settings of a cloud.
    static let clouds = FuzzTarget(awaiting: "clouds") { bytes in
        let file = try UnnamedFile(bytes)
        defer { withExtendedLifetime(file) {} }
        let told = Mutex<[String]>([])
        let diagnostics = BackendDiagnostics()
        diagnostics.handle { report in told.withLock { $0.append("\(report)") } }
        let environment = BackendEnvironment(
            variables: ["OS_CLIENT_CONFIG_FILE": file.path], diagnostics: diagnostics)
        let resolver = CloudResolver(environment, currentDirectory: "/nowhere", siteDirectories: [])
        var names: [String?] = [nil]
        do {
            names += try await resolver.clouds().map(\.name).prefix(4)
        } catch let error as ImageError {
            try check(error, told)
        }
        for name in names {
            do {
                let settings = try await resolver.settings(cloud: name)
                told.withLock { $0.append("\(settings)") }
            } catch let error as ImageError {
                try check(error, told)
            }
        }
        for secret in secrets(in: bytes) {
            let isTold = told.withLock { $0.contains { holds($0, secret) } }
            try promise(!isTold, "a secret is told: \(secret)")
        }
    }

    private static func check(_ error: ImageError, _ told: borrowing Mutex<[String]>) throws {
        try promise(
            [.usage, .local].contains(error.code) && !error.message.isEmpty, "a mistake is told as one: \(error)")
        told.withLock { $0 += [error.message] + error.details + [error.hint ?? ""] }
    }

    /// Values of keys that hold secrets, which stand nowhere else in the file.
    private static func secrets(in bytes: [UInt8]) -> [String] {
        guard let root = (try? YAMLDocument.read(bytes)) ?? nil else { return [] }
        var found: [String] = []
        collect(root, isSecret: false, &found)
        let text = String(decoding: bytes, as: UTF8.self)
        return found.filter { secret in
            secret.utf8.count >= 8 && text.ranges(of: secret).count == 1
        }
    }

    private static func collect(_ node: YAMLNode, isSecret: Bool, _ found: inout [String]) {
        switch node.content {
        case .scalar(let text, _): if isSecret { found.append(text) }
        case .list: break
        case .map(let entries):
            for entry in entries { collect(entry.value, isSecret: CloudsFile.isSecret(entry.key), &found) }
        }
    }

    private static func holds(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        return text.indices.contains { text[$0] == part.first && text[$0...].starts(with: part) }
    }
}
