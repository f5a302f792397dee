import CommandKit
import TestSupport
import Testing

struct `what the local backend cannot do` {
    @Test(arguments: [
        ("image add project a b", "share images with chosen projects"),
        ("image set a --accept", "share images with chosen projects"),
        ("image stores list", "choose among stores"), ("image delete a --store x", "choose among stores"),
        ("image save a --prefer x --file f", "choose among stores"),
        ("image import a", "import images by itself"), ("image stage a --file f", "import images by itself"),
        ("image task list", "list tasks"), ("image tasks a", "list tasks"),
        ("cached image list", "show or change an image cache"),
        ("image location list a", "show or change locations of data"),
        ("server list", "make images of servers"), ("server image create a", "make images of servers"),
        ("image usage", "tell its formats, quotas and schemas"),
        ("image schema show image", "tell its formats, quotas and schemas"),
    ])
    func `is said in one way, with status 2`(_ line: String, _ ability: String) async throws {
        let shell = try TestShell()
        let result = try await shell.run("create a; " + line)
        #expect(result.status == .usage)
        #expect(result.errors.contains("imgsh: the local backend cannot \(ability)\n"), "\(result.errors)")
        #expect(result.errors.contains("try: backend list\n"))
        #expect(try await shell.run("list -f value -c Name").output == "a\n")
    }
}
