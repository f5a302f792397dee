public import BackendKit

extension ServiceResponse {
    /// Holds an answer against what was asked. A cache in between that mixes answers up gives the record of another image.
    /// - Parameters:
    ///   - id: what the record says.
    ///   - asked: what the call was about. Services may find it whatever its case.
    /// - Throws: ``ImageError`` with code `.protocol`.
    public func require(_ id: Image.ID, for asked: Image.ID) throws(ImageError) {
        guard !id.rawValue.lowercased().hasSameBytes(as: asked.rawValue.lowercased()) else { return }
        throw ImageError(
            .protocol,
            "the service was asked for image \(asked) and described another, \(id); is there a cache in between that mixes "
                + "answers up?", details: requestID.map { ["request \($0)"] } ?? [])
    }
}
