import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

struct `options that do not go together` {
    /// Counts how often somebody wanted a backend of it.
    private final class Door: Plugin {
        let name = "a door that does not open"
        private let count = Mutex(0)
        var knocks: Int { count.withLock { $0 } }

        func register(with registrar: inout Registrar) throws {
            try registrar.add(
                BackendProvider(name: "closed", summary: "for tests", forms: ["closed"]) { _, _ in
                    self.count.withLock { $0 += 1 }
                    throw ImageError(.network, "nobody answers")
                })
        }
    }

    /// Calls that can only fail. A ‸ stands before the words that are said to be wrong.
    static let wrong: [(line: String, message: String)] = [
        ("‸image save", "<image> is missing"),
        ("image save a ‸b", "several images need a directory"),
        ("‸image save --name 'a*'", "--name needs a directory to save into"),
        ("image save a --file f --to ‸.", "--file cannot stand beside --to"),
        ("‸image save --to .", "<image> is missing, and so is --name"),
        ("@closed image save a ‸b", "several images need a directory"),
        ("image wait a ‸--gone --status active", "--gone cannot stand beside --status"),
        ("image list --public --visibility ‸private", "--visibility private cannot stand beside --public"),
        ("image set a --public --visibility ‸private", "--visibility private cannot stand beside --public"),
        ("image copy a local:b --public --visibility ‸private", "--visibility private cannot stand beside --public"),
        ("‸image unset a", "'image unset' needs --tag or --property"),
        ("‸image create", "'image create' needs <image-name>"),
        ("image create a --name ‸b", "--name cannot stand beside <image-name>"),
        ("image create a ‸b --name c", "'b' is one word too many beside --name"),
        ("image create a ‸b --file c", "'b' is one word too many beside --file"),
        ("image create --file ‸-", "what comes by standard input has no name"),
        ("image create --file a/x.raw --file ‸b/x.raw", "'a/x.raw' and 'b/x.raw' would both be called 'x'"),
        ("image create a --file b --file ‸c", "2 files cannot all be one image"),
        (
            "image create --file a --file b --id ‸6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77",
            "2 images cannot all have one ID"
        ),
        ("image create a --public --visibility ‸private", "--visibility private cannot stand beside --public"),
        ("image create a --file f --sign-key-path ‸k", "a signature needs both --sign-key-path and --sign-cert-id"),
        ("image create --volume ‸v", "an image of a volume has one name and no file"),
        ("image create a --volume ‸v --file f", "an image of a volume has one name and no file"),
        ("‸image import a --method web-download", "web-download needs --uri"),
        ("image import a --uri ‸http://x/y", "--uri is for --method web-download"),
        ("image import a --method web-download --uri ‸x", "'x' is not an address"),
        ("‸image import a --all-stores --store slow", "--all-stores cannot stand beside --store"),
        ("‸image import a --method copy-image", "copy-image needs --store or --all-stores"),
        (
            "image import a --remote-service-interface ‸public",
            "--remote-service-interface is for --method glance-download"
        ),
        (
            "image-create-via-import --import-method ‸copy-image --all-stores",
            "copy-image is for an image that has its data"
        ),
        (
            "image-create-via-import --file f --uri http://x/y --import-method ‸web-download",
            "web-download takes no data from here"
        ),
        ("‸image location add a", "'image location add' needs --url"),
        ("image location add a --url u --metadata ‸3", "--metadata must be a JSON object"),
        ("‸image location add a --url u --hash-algo md5", "a hash needs both --hash-algo and --hash-value"),
        ("‸image location set a", "'image location set' needs --url"),
        ("image location set a --url u --metadata ‸3", "--metadata must be a JSON object"),
        ("‸image location delete a", "'image location delete' needs --url"),
        ("‸image metadef object create o", "'image metadef object create' needs --namespace"),
        ("‸image metadef property create N --name p", "'image metadef property create' needs --title"),
        ("‸image metadef namespace unset N", "'image metadef namespace unset' needs --tag or --all-tags"),
        ("image metadef namespace unset N --tag t ‸--all-tags", "--all-tags cannot stand beside --tag"),
        ("‸image metadef tag set N t", "'image metadef tag set' needs --name"),
        ("‸md-tag-create N", "'md-tag-create' needs --name"),
        ("‸md-tag-create-multiple N --names ,", "'md-tag-create-multiple' needs --names"),
        ("‸md-object-create N --name o", "'md-object-create' needs --schema"),
        ("‸md-resource-type-associate N", "'md-resource-type-associate' needs --name"),
        ("‸member-list", "'member-list' needs --image-id"),
        ("‸stores-delete a", "'stores-delete' needs --store"),
        ("‸task-create", "'task-create' needs --type"),
        ("task-create --type import --input ‸3", "--input must be an object in JSON"),
        ("cached image clear --cache --target ‸queue", "--target says the same as --cache and --queue"),
        ("record ‸f --stop", "--stop takes no file"),
        ("config timing ‸maybe", "'timing' cannot be 'maybe'"),
        ("config right-prompt ‸{bakend}", "'right-prompt': unknown field of a prompt 'bakend'"),
        ("config plugin-path ‸plugins", "'plugin-path': 'plugins' is no absolute path"),
        ("help ‸/", "nothing to search for"),
    ]

    @Test(arguments: Self.wrong)
    func `are found by --check, and else before a backend is opened`(_ marked: String, _ message: String) async throws {
        let column = try #require(marked.split(separator: "‸", omittingEmptySubsequences: false).first).count + 1
        let door = Door()
        let shell = try TestShell(plugins: [door], environment: ["IMGSH_BACKEND": "closed"])
        let path = try shell.file("script", marked.replacing("‸", with: ""))
        for mode in [["--check"], [], ["--dry-run"]] {
            let result = try await shell.run(arguments: mode + ["-f", path])
            #expect(result.status == .usage && result.output.isEmpty, "\(mode): \(result.output)")
            #expect(result.errors.hasPrefix("\(path):1:\(column): \(message)"), "\(mode): \(result.errors)")
            #expect(result.errors.split(separator: "\n").count { $0.hasPrefix(path) } == 1, "\(mode): \(result.errors)")
        }
        #expect(door.knocks == 0)
    }

    @Test func `are found in the command that another one runs, and in branches`() async throws {
        let shell = try TestShell()
        let path = try shell.file(
            "script",
            """
            watch -n 9 image save a b
            if image wait a --gone --status active; echo; end
            parallel 2
              image unset a
            end
            function f; image save a b; end
            alias empty='cached image clear --cache'; empty --target queue
            image list -f value | cat; stores-delete a &
            """)
        let result = try await shell.run(arguments: ["--check", "-f", path])
        let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix(path) }
            .map { $0.dropFirst(path.count + 1).prefix { $0 != ":" } }
        #expect(lines == ["1", "2", "4", "6", "7", "8"], "\(result.errors)")
    }

    @Test(arguments: [
        "let m = web-download; image import a --method $m --uri http://x/y",
        "let v = public; image list --public --visibility $v", "image save a b --to .", "image save 'a*' --to .",
        "image save $@", "function f; image save a b $@; end; f --to .", "function f; image unset $@; end; f a --tag x",
        "let j = '{}'; image location set a --url u --metadata $j", "image location add a --url u --metadata '{}'",
        "image import a --method copy-image --stores $#", "watch image save a --file $#", "config timing $1",
        "image create a b", "image create --name a --file -", "image create a --sign-key-path k < f",
        "image create a --volume v --sign-cert-id c", "image create --file a --file b --public --visibility public",
        "image-create-via-import --uri http://x/y --import-method web-download",
        "image-create-via-import --import-method glance-direct < f", "image-create-via-import --name a",
        "image metadef namespace unset N --all-tags", "md-tag-create-multiple N --names a,b", "help /x",
        "record --stop", "config plugin-path ''", "image wait a --status active", "cached image clear --target both",
        "image create a --file b --file b", "image create --file b --file b --id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77",
        "image create a --file 'b*' --file c", "config plugin-path ~/plugins",
        "config prompt '[{project} ]{backend}> '",
    ])
    func `are not seen where there are none, or where a word is not known`(_ text: String) async throws {
        let result = try await TestShell().run(arguments: ["--check", "-c", text])
        #expect(result.status == .done, "\(result.errors)")
    }
}
