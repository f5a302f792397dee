internal import BackendKit
internal import JSONText
internal import OpenStack

extension ServiceResponse {
    /// The items of a list that comes whole.
    /// - Throws: ``ImageError`` with code `.protocol`.
    func items(_ member: String) throws(ImageError) -> [JSON] {
        guard let items = try json()[member]?.array else {
            throw ImageError(
                .protocol, "the address answered with something that has no '\(member)'; is it the image service?",
                details: requestID.map { ["request \($0)"] } ?? [])
        }
        return items
    }
}
