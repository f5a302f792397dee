// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "imgsh",
    products: [
        .library(name: "BackendConformance", targets: ["BackendConformance"]),
        .library(name: "BackendKit", targets: ["BackendKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // Sources/Backends
        .target(name: "BackendConformance", dependencies: ["BackendKit"], path: "Sources/Backends/BackendConformance"),
        .target(name: "BackendKit", path: "Sources/Backends/BackendKit"),
        .target(name: "FileIO", dependencies: ["BackendKit"], path: "Sources/Backends/FileIO"),
    ],
    swiftLanguageModes: [.v6]
)
