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
        .library(name: "CommandKit", targets: ["CommandKit"]),
        .library(name: "CurlTransport", targets: ["CurlTransport"]),
        .library(name: "ExternalPlugins", targets: ["ExternalPlugins"]),
        .library(name: "GlanceBackend", targets: ["GlanceBackend"]),
        .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
        .library(name: "ImageHashing", targets: ["ImageHashing"]),
        .library(name: "LocalBackend", targets: ["LocalBackend"]),
        .library(name: "NovaBackend", targets: ["NovaBackend"]),
        .library(name: "OpenStack", targets: ["OpenStack"]),
        .library(name: "ShellKit", targets: ["ShellKit"]),
        .library(name: "StandardCommands", targets: ["StandardCommands"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Sources/Backends
        .target(
            name: "BackendConformance",
            dependencies: ["BackendKit"],
            path: "Sources/Backends/BackendConformance"
        ),
        .target(name: "BackendKit", path: "Sources/Backends/BackendKit"),
        .target(name: "CCurl", path: "Sources/Backends/CCurl"),
        .target(name: "CDecompression", dependencies: ["CLoading"], path: "Sources/Backends/CDecompression"),
        .target(name: "CFileIO", path: "Sources/Backends/CFileIO"),
        .target(name: "CLoading", path: "Sources/Backends/CLoading"),
        // Its hashes are linked in from the archive, the rest of it is loaded when it is first needed.
        .target(
            name: "COpenSSL",
            dependencies: ["CLoading"],
            path: "Sources/Backends/COpenSSL",
            linkerSettings: [.linkedLibrary(":libcrypto.a")]
        ),
        .target(
            name: "CurlTransport",
            dependencies: ["BackendKit", "CCurl", "HTTPTransport"],
            path: "Sources/Backends/CurlTransport"
        ),
        .target(
            name: "Decompression",
            dependencies: ["BackendKit", "CDecompression", "FileIO"],
            path: "Sources/Backends/Decompression"
        ),
        .target(name: "DiskImages", dependencies: ["BackendKit"], path: "Sources/Backends/DiskImages"),
        .target(name: "FileIO", dependencies: ["BackendKit", "CFileIO"], path: "Sources/Backends/FileIO"),
        .target(
            name: "GlanceBackend",
            dependencies: ["BackendKit", "FileIO", "HTTPTransport", "ImageHashing", "JSONText", "OpenStack"],
            path: "Sources/Backends/GlanceBackend"
        ),
        .target(name: "HTTPTransport", dependencies: ["BackendKit"], path: "Sources/Backends/HTTPTransport"),
        .target(
            name: "ImageHashing",
            dependencies: ["BackendKit", "COpenSSL"],
            path: "Sources/Backends/ImageHashing"
        ),
        .target(
            name: "ImageSigning",
            dependencies: ["BackendKit", "COpenSSL"],
            path: "Sources/Backends/ImageSigning"
        ),
        .target(name: "JSONText", path: "Sources/Backends/JSONText"),
        .target(
            name: "LocalBackend",
            dependencies: [
                "BackendKit", "FileIO", "ImageHashing", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Sources/Backends/LocalBackend"
        ),
        .target(
            name: "NovaBackend",
            dependencies: ["BackendKit", "HTTPTransport", "JSONText", "OpenStack"],
            path: "Sources/Backends/NovaBackend"
        ),
        .target(
            name: "OpenStack",
            dependencies: ["BackendKit", "FileIO", "HTTPTransport", "JSONText", "YAMLText"],
            path: "Sources/Backends/OpenStack"
        ),
        .target(
            name: "YAMLText",
            dependencies: [.product(name: "Yams", package: "Yams")],
            path: "Sources/Backends/YAMLText"
        ),

        // Sources/Commands
        .target(name: "CDisplay", path: "Sources/Commands/CDisplay"),
        .target(
            name: "CommandKit",
            dependencies: ["BackendKit", "CDisplay", "YAMLText"],
            path: "Sources/Commands/CommandKit"
        ),
        .target(
            name: "StandardCommands",
            dependencies: [
                "BackendConformance", "BackendKit", "CommandKit", "Decompression", "DiskImages", "FileIO",
                "ImageHashing", "ImageSigning", "JSONText", "Transfers",
            ],
            path: "Sources/Commands/StandardCommands"
        ),
        .target(
            name: "Transfers",
            dependencies: ["BackendKit", "CommandKit", "FileIO", "ImageHashing", "JSONText"],
            path: "Sources/Commands/Transfers"
        ),

        // Sources/Shell
        .target(
            name: "CEditline",
            path: "Sources/Shell/CEditline",
            linkerSettings: [.linkedLibrary("edit")]
        ),
        .target(name: "CProcesses", path: "Sources/Shell/CProcesses"),
        .target(name: "Editline", dependencies: ["CEditline", "Processes"], path: "Sources/Shell/Editline"),
        .target(
            name: "ExternalPlugins",
            dependencies: ["BackendKit", "CommandKit", "FileIO", "JSONText", "Processes"],
            path: "Sources/Shell/ExternalPlugins"
        ),
        .executableTarget(
            name: "imgsh",
            dependencies: [
                "BackendKit", "CommandKit", "CurlTransport", "DiskImages", "ExternalPlugins", "GlanceBackend",
                "LocalBackend", "NovaBackend", "OpenStack", "Processes", "ShellKit", "StandardCommands",
            ],
            path: "Sources/Shell/imgsh"
        ),
        .target(name: "Processes", dependencies: ["CProcesses"], path: "Sources/Shell/Processes"),
        .target(
            name: "ShellKit",
            dependencies: ["BackendKit", "CommandKit", "Editline", "FileIO", "JSONText", "Processes"],
            path: "Sources/Shell/ShellKit"
        ),

        // Tests
        .testTarget(name: "ArchitectureTests", path: "Tests/ArchitectureTests"),
        .testTarget(name: "BackendKitTests", dependencies: ["BackendKit"], path: "Tests/BackendKitTests"),
        .testTarget(
            name: "CloudTests",
            dependencies: ["BackendKit", "CurlTransport", "HTTPTransport", "JSONText", "OpenStack", "TestSupport"],
            path: "Tests/CloudTests"
        ),
        .testTarget(
            name: "CommandKitTests", dependencies: ["BackendKit", "CommandKit"], path: "Tests/CommandKitTests"),
        .testTarget(
            name: "CopyTests",
            dependencies: [
                "BackendKit", "CommandKit", "CurlTransport", "GlanceBackend", "ImageHashing", "JSONText",
                "LocalBackend", "StandardCommands", "TestSupport",
            ],
            path: "Tests/CopyTests"
        ),
        .testTarget(
            name: "CurlTransportTests",
            dependencies: ["BackendKit", "CurlTransport", "HTTPTransport", "TestSupport"],
            path: "Tests/CurlTransportTests"
        ),
        .testTarget(
            name: "DecompressionTests",
            dependencies: ["BackendKit", "Decompression", "FileIO", "ImageHashing", "TestSupport"],
            path: "Tests/DecompressionTests"
        ),
        .testTarget(
            name: "DiskImagesTests",
            dependencies: ["BackendKit", "DiskImages", "TestSupport"],
            path: "Tests/DiskImagesTests"
        ),
        .testTarget(
            name: "EditlineTests", dependencies: ["CEditline", "Editline"], path: "Tests/EditlineTests"),
        .testTarget(
            name: "ExternalPluginsTests",
            dependencies: [
                "BackendKit", "CommandKit", "ExternalPlugins", "FileIO", "ShellKit", "TestSupport",
            ],
            path: "Tests/ExternalPluginsTests"
        ),
        .testTarget(
            name: "FaultTests", dependencies: ["FileIO", "TestSupport"], path: "Tests/FaultTests"),
        .testTarget(
            name: "FileIOTests", dependencies: ["BackendKit", "FileIO", "TestSupport"], path: "Tests/FileIOTests"),
        .testTarget(
            name: "GlanceBackendTests",
            dependencies: [
                "BackendConformance", "BackendKit", "CurlTransport", "GlanceBackend", "HTTPTransport", "ImageHashing",
                "JSONText", "OpenStack", "TestSupport",
            ],
            path: "Tests/GlanceBackendTests",
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "ImageHashingTests",
            dependencies: ["BackendKit", "ImageHashing", "TestSupport"],
            path: "Tests/ImageHashingTests"
        ),
        .testTarget(
            name: "ImageSigningTests",
            dependencies: ["BackendKit", "ImageSigning", "TestSupport"],
            path: "Tests/ImageSigningTests"
        ),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], path: "Tests/JSONTextTests"),
        .testTarget(
            name: "LocalBackendTests",
            dependencies: [
                "BackendConformance", "BackendKit", "FileIO", "LocalBackend", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/LocalBackendTests"
        ),
        .testTarget(
            name: "NovaBackendTests",
            dependencies: [
                "BackendConformance", "BackendKit", "CurlTransport", "GlanceBackend", "HTTPTransport", "JSONText",
                "NovaBackend", "OpenStack", "TestSupport",
            ],
            path: "Tests/NovaBackendTests"
        ),
        .testTarget(
            name: "OpenStackTests",
            dependencies: ["BackendKit", "HTTPTransport", "JSONText", "OpenStack", "TestSupport"],
            path: "Tests/OpenStackTests"
        ),
        .testTarget(
            name: "ShellKitTests",
            dependencies: [
                "BackendKit", "CommandKit", "Editline", "FileIO", "ShellKit", "StandardCommands", "TestSupport",
            ],
            path: "Tests/ShellKitTests"
        ),
        .testTarget(
            name: "StandardCommandsTests",
            dependencies: ["BackendKit", "CommandKit", "ImageHashing", "StandardCommands", "TestSupport"],
            path: "Tests/StandardCommandsTests"
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "BackendKit", "CommandKit", "FileIO", "HTTPTransport", "ImageHashing", "LocalBackend", "ShellKit",
                "StandardCommands",
            ],
            path: "Tests/TestSupport"
        ),
        .testTarget(
            name: "TransferTests",
            dependencies: [
                "BackendKit", "CommandKit", "CurlTransport", "FileIO", "GlanceBackend", "HTTPTransport", "LocalBackend",
                "OpenStack", "StandardCommands", "TestSupport", "Transfers",
            ],
            path: "Tests/TransferTests"
        ),
        .testTarget(name: "YAMLTextTests", dependencies: ["YAMLText"], path: "Tests/YAMLTextTests"),
    ],
    swiftLanguageModes: [.v6]
)

// Tests/Fuzz gives each parser its corpus as one of the tests, or, where IMGSH_FUZZ is set, whatever libFuzzer thinks of
// (scripts/fuzz).
let fuzzedModules: [Target.Dependency] = [
    "BackendKit", "CommandKit", "CurlTransport", "Decompression", "DiskImages", "Editline", "ExternalPlugins",
    "GlanceBackend", "HTTPTransport", "JSONText", "NovaBackend", "OpenStack", "ShellKit", "StandardCommands",
    "Transfers", "YAMLText",
]
let notSources = ["Corpus", "Dictionaries", "pack-image"]
package.targets.append(
    Context.environment["IMGSH_FUZZ"] == nil
        ? .testTarget(
            name: "FuzzTests", dependencies: fuzzedModules, path: "Tests/Fuzz", exclude: notSources + ["Driver"])
        : .executableTarget(
            name: "fuzz", dependencies: fuzzedModules, path: "Tests/Fuzz", exclude: notSources + ["Replay"]))

for target in package.targets where target.type != .system { target.swiftSettings = settings }
