public import BackendKit

/// What a refusal means to a backend whose images are a service's.
extension ImageBackend {
    /// The error for a refusal that has no meaning of its own.
    /// - Parameters:
    ///   - id: the image the call was about; what is not found is that image then.
    ///   - deed: completes "… failed", such as `deleting image 4f1c…`.
    public func refusal(_ fault: ServiceFault, of id: Image.ID? = nil, _ deed: String) -> ImageError {
        if fault.status == 404, let id { return noImage(id, fault) }
        return fault.error(nil, "\(deed) failed: \(fault.meaning)")
    }

    /// The error for a call that every service of the backend's kind takes, and whose address this one does not know.
    /// - Parameters:
    ///   - service: what should be there, such as `image service (Glance v2)`.
    ///   - setting: of a cloud, which may say that it is elsewhere.
    ///   - deed: completes "… failed".
    public func noService(_ service: String, _ setting: String, _ fault: ServiceFault, _ deed: String) -> ImageError {
        fault.error(
            .protocol, "\(deed) failed: no \(service) answers at \(info.location)",
            hint: "check \(setting) (OS_\(setting.uppercased())), which is above what the cloud says itself")
    }

    /// The error for an image that is not there.
    /// - Parameter fault: the service's answer, if it was asked.
    public func noImage(_ id: Image.ID, _ fault: ServiceFault? = nil) -> ImageError {
        let error = ImageError.noImage(id.rawValue, in: info)
        return fault?.explained(as: error) ?? error
    }

    /// The image, or `nil` when there is none with this ID. Any other failure is thrown.
    public func imageIfPresent(_ id: Image.ID) async throws -> Image? {
        do { return try await image(id) } catch let error as ImageError where error.code == .notFound { return nil }
    }
}
