import BackendKit
import HTTPTransport
import JSONText
import OpenStack

@testable import NovaBackend

extension FuzzTarget {
    /// Images as Nova tells of them: one, and each of a list.
    static let novaImages = FuzzTarget("nova-images") { bytes in
        let response = ServiceResponse(status: 200, headers: [:], bytes: bytes, requestID: nil)
        do {
            try check(try ImageRecord.image(response))
        } catch let error as ImageError {
            try promise(error.code == .protocol && !error.message.isEmpty, "a bad answer is told as one")
        }
        guard let items = (try? JSONReader.value(of: bytes))?["images"]?.array else { return }
        for item in items {
            let (image, problem) = ImageRecord.row(item)
            try check(image)
            let isGood = item["id"]?.string?.isEmpty == false && item["status"]?.string != nil
            try promise(isGood == (problem == nil), "a row is bad for a reason")
        }
    }
}
