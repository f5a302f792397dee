import BackendKit
import HTTPTransport
import JSONText
import OpenStack

@testable import GlanceBackend

extension FuzzTarget {
    /// The answer that describes one image.
    static let imageRecord = FuzzTarget("image") { bytes in
        let response = ServiceResponse(status: 200, headers: [:], bytes: bytes, requestID: nil)
        let record: ImageRecord
        do throws(ImageError) {
            record = try ImageRecord(response)
        } catch {
            try promise(error.code == .protocol && !error.message.isEmpty, "a bad answer is told as one")
            return
        }
        try check(record.image)
        try promise(!record.image.id.rawValue.isEmpty, "an image has an ID")
        for (name, value) in record.json where record.image.properties[name] != nil {
            guard let text = value.string else { continue }
            try promise(
                record.image.properties[name].map { $0.utf8.elementsEqual(text.utf8) } == true,
                "a property keeps its bytes: '\(name)'")
        }
    }
}
