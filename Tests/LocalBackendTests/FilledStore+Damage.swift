import BackendKit
import Foundation
import GRDB
import TestSupport
import Testing

@testable import LocalBackend

extension FilledStore {
    var catalogue: String { directory("store/catalogue.db") }
    var again: LocalBackend { LocalBackend(directory: directory("store")) }

    /// Puts bytes into the catalogue, in the place of as many others.
    func patch(_ old: String, _ new: String) async throws {
        await backend.close()
        let new = new.padding(toLength: old.count, withPad: " ", startingAt: 0)
        var bytes = Data(try directory.read("store/catalogue.db"))
        bytes.replaceSubrange(try #require(bytes.range(of: Data(old.utf8))), with: Data(new.utf8))
        try bytes.write(to: URL(filePath: catalogue))
    }

    /// Puts bytes into the head of the catalogue.
    func patch(_ offset: Int, _ new: [UInt8]) async throws {
        await backend.close()
        var bytes = try directory.read("store/catalogue.db")
        bytes.replaceSubrange(offset..<offset + new.count, with: new)
        try Data(bytes).write(to: URL(filePath: catalogue))
    }

    /// Changes the catalogue behind the store's back.
    func execute(_ sql: String, foreignKeys: Bool = false) async throws {
        await backend.close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = foreignKeys
        let queue = try DatabaseQueue(path: catalogue, configuration: configuration)
        try await queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Locks bytes of the catalogue as another process would: by an open file description of its own.
    /// - Returns: its descriptor; closing that ends the lock.
    func lock(from start: Int, _ count: Int) -> Int32 {
        let descriptor = open(catalogue, O_RDWR | O_CLOEXEC)
        var lock = flock(
            l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: start, l_len: count, l_pid: 0)
        let setOwnLock: Int32 = 37  // F_OFD_SETLK
        #expect(fcntl(descriptor, setOwnLock, &lock) == 0)
        return descriptor
    }

    func repair() async throws -> StoreReport { try await check(readData: true, repair: true) }
}

/// The closure must throw an ``ImageError`` with the code.
/// - Returns: what it says, and what to type next.
@discardableResult
func expectText<Value>(
    _ code: ImageError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async -> String {
    let error = await expectError(code, sourceLocation: sourceLocation, body)
    return [error?.message ?? "", error?.hint ?? ""].joined(separator: "; try: ")
}
