internal import OpenStack

extension ServiceFault {
    /// The fault without an address that may hold credentials: services quote what they refuse.
    func hiding(_ address: String?) -> ServiceFault {
        guard let address, !address.isEmpty else { return self }
        return ServiceFault(
            status: status, call: call, service: service, reason: reason.replacing(address, with: "***"),
            requestID: requestID)
    }
}
