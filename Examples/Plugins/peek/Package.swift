// swift-tools-version: 6.0
import PackageDescription

// A plugin needs nothing of imgsh: it is a program.
let package = Package(
    name: "peek",
    targets: [
        .target(name: "Peek"),
        .executableTarget(name: "imgsh-peek", dependencies: ["Peek"]),
        .testTarget(name: "PeekTests", dependencies: ["Peek"]),
    ],
    swiftLanguageModes: [.v6]
)
