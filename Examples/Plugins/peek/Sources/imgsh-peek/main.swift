import Foundation
import Peek

do {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words != ["--imgsh-manifest"] else {
        print(Manifest.text)
        exit(0)
    }
    let call = try Call(words)
    let bytes = try await Place(ProcessInfo.processInfo.environment).bytes(call.count, of: call.image)
    print(call.isPlain ? Dump.plain(bytes) : Dump.hex(bytes))
} catch let failure as Failure {
    if !failure.message.isEmpty { FileHandle.standardError.write(Data("imgsh-peek: \(failure.message)\n".utf8)) }
    exit(failure.status)
} catch {
    FileHandle.standardError.write(Data("imgsh-peek: \(error)\n".utf8))
    exit(1)
}
