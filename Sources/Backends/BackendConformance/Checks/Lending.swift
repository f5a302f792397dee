internal import BackendKit

extension BackendCheck {
    static let lending: [BackendCheck] = [
        BackendCheck("lends a place that another program can find", [AnyCapability(.lending)]) { bench in
            let lent = try await bench.backend.require(.lending).lendAccess(.place)
            let isFound = lent.directory?.hasPrefix("/") == true || lent.endpoint?.contains("://") == true
            try bench.expect(isFound, "neither a directory nor an endpoint was lent")
        },
        BackendCheck("lends a token only to those who ask for one, and shows it to nobody", [AnyCapability(.lending)]) {
            bench in
            let lending = try bench.backend.require(.lending)
            try bench.expect(try await lending.lendAccess(.place).token == nil, "a token came with the place")
            let lent = try await lending.lendAccess(.token)
            guard let token = lent.token else { return }
            try bench.expect(!token.reveal().isEmpty, "the token is empty")
            try bench.expect(!"\(lent)".contains(token.reveal()), "the token is printed with the rest")
        },
    ]
}
