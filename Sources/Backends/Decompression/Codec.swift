/// One library's way to unpack a member. Blocks while it works; one thread at a time may call it.
protocol Codec: AnyObject {
    /// Prepares for a member: the first one, or the next after one that ended.
    func begin() throws(DecodingFault)
    /// Takes what it can from the input, and gives what it can to the output.
    ///
    /// When the output was filled there may be more to give, even without input.
    func decode(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep
}

/// What one call did.
struct DecodingStep {
    enum Outcome {
        case goesOn
        case endsMember
        case fails(DecodingFault)
    }

    /// Bytes of the input that are done with.
    let taken: Int
    /// Bytes of the output that were filled.
    let given: Int
    let outcome: Outcome
}

/// Why compressed data cannot be unpacked.
enum DecodingFault: Error, Equatable {
    /// It does not begin as such data does.
    case otherData
    case damaged(String)
    /// It ends before its last member does.
    case cutOff
    /// Something that is no member follows the last one.
    case followed
    /// It needs a larger window or dictionary than is given.
    case needsMemory(UInt64?)
    /// It was compressed with a dictionary that is not part of it.
    case needsDictionary
    /// It uses a filter or check this machine's library does not know.
    case needsOption
    case noMemory
    case noLibrary(String)

    /// - Parameter failure: what loading a library gave; `nil` is success.
    static func check(loading failure: UnsafePointer<CChar>?) throws(DecodingFault) {
        if let failure { throw .noLibrary(String(cString: failure)) }
    }
}
