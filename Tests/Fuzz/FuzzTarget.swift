/// A parser, and what must hold of it whatever bytes it is given.
struct FuzzTarget: Sendable {
    /// What `scripts/fuzz` calls it, and the directory of its corpus.
    let name: String
    /// Bytes that libFuzzer gives it at most.
    let longest: Int
    let check: Check

    enum Check: Sendable {
        case now(@Sendable ([UInt8]) throws -> Void)
        case later(@Sendable ([UInt8]) async throws -> Void)
    }

    /// - Parameter check: throws ``BrokenPromise`` for what must not be; a trap is found as well.
    init(_ name: String, longest: Int = 4096, _ check: @escaping @Sendable ([UInt8]) throws -> Void) {
        (self.name, self.longest, self.check) = (name, longest, .now(check))
    }

    /// The same for a parser that waits for its bytes.
    init(awaiting name: String, longest: Int = 4096, _ check: @escaping @Sendable ([UInt8]) async throws -> Void) {
        (self.name, self.longest, self.check) = (name, longest, .later(check))
    }
}

/// Something that must hold for every input, and does not for this one.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

/// Ends the check of an input when a promise is broken.
func promise(_ isKept: Bool, _ text: @autoclosure () -> String) throws {
    if !isKept { throw BrokenPromise(description: text()) }
}
