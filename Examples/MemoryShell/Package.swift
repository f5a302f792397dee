// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "MemoryShell",
    dependencies: [
        .package(name: "imgsh", path: "../..")
    ],
    targets: [
        .target(
            name: "MemoryPlugin",
            dependencies: [
                .product(name: "BackendKit", package: "imgsh"),
                .product(name: "CommandKit", package: "imgsh"),
                .product(name: "ImageHashing", package: "imgsh"),
            ]
        ),
        .executableTarget(
            name: "memsh",
            dependencies: [
                "MemoryPlugin",
                .product(name: "ShellKit", package: "imgsh"),
                .product(name: "StandardCommands", package: "imgsh"),
            ]
        ),
        .testTarget(
            name: "MemoryPluginTests",
            dependencies: [
                "MemoryPlugin",
                .product(name: "BackendConformance", package: "imgsh"),
                .product(name: "CommandKit", package: "imgsh"),
                .product(name: "ShellKit", package: "imgsh"),
                .product(name: "StandardCommands", package: "imgsh"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
