internal import BackendKit

extension BackendCheck {
    static let describing: [BackendCheck] = [
        BackendCheck("tells the formats it takes", [AnyCapability(.describing)]) { bench in
            let formats = try await bench.backend.require(.describing).formats()
            try bench.expect(formats.disk.contains(.raw), "'raw' is no disk format: \(formats.disk)")
            try bench.expect(formats.container.contains(.bare), "'bare' is no container format: \(formats.container)")
        },
        BackendCheck("has a schema of images, and none of nonsense", [AnyCapability(.describing)]) { bench in
            let describing = try bench.backend.require(.describing)
            try bench.expect(try await describing.schema("image").contains(UInt8(ascii: "{")), "the schema is no JSON")
            try await bench.expectError(.notFound, from: "an unknown schema") {
                try await describing.schema("nonsense")
            }
        },
        BackendCheck("has one default among its stores", [AnyCapability(.stores)]) { bench in
            do {
                let stores = try await bench.backend.require(.stores).stores(details: false)
                try bench.expectEqual(stores.count(where: \.isDefault), 1, "the number of default stores")
            } catch let error as ImageError where error.code == .unsupported {}
        },
        BackendCheck("names its import methods", [AnyCapability(.importing)]) { bench in
            let methods = try await bench.backend.require(.importing).importMethods()
            try bench.expect(Set(methods).count == methods.count, "a method comes twice: \(methods)")
        },
    ]

    static let maintaining: [BackendCheck] = [
        BackendCheck("finds nothing wrong with what it has just stored", [AnyCapability(.maintenance)]) { bench in
            _ = try await bench.createActive("", CheckData.large)
            let report = try await bench.backend.require(.maintenance).checkStore(StoreCheckOptions())
            try bench.expect(report.isClean, "the store is not clean: \(report.findings.map(\.text))")
            try bench.expect(report.images > 0, "no image was looked at")
        }
    ]
}
