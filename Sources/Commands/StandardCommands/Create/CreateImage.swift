internal import BackendKit
internal import CommandKit
internal import FileIO

/// `image create`
struct CreateImage: NamedCommand {
    static let name = CommandName("image create", or: "image-create")

    let names = Rest(
        "image-name", of: String.self, minimum: 0, completion: .newImage,
        help: "Name of the new image; BACKEND//NAME makes it elsewhere. Several words are files")
    let nameOption = Option<String>("--name", value: "name", help: "Its name, whatever is in it")
    let id = NewImageID.option
    let files = RepeatedOption<FilePath>(
        "--file", value: "file", help: "The data; '-' is standard input; may be repeated, without a name")
    let size = Option<Int64>(
        "--size", value: "size", help: "How many bytes the data must have; anything else is refused")
    let options = ImageOptions()
    let store = Option<String>(
        "--store", value: "store", completion: .stores, help: "The store to keep it in, instead of the default one")
    let imports = Flag("--import", help: "Stage the data and let the service import it; waits until that is done")
    let allowEmpty = Flag("--allow-empty", help: "Take a file without a single byte")
    let allow = UploadChoice.allowOption
    let decompress = UploadChoice.decompressFlag
    let jobs = JobCount.option
    let limitRate = TransferRate.option
    let keepFailed = Flag("--keep-failed", help: "Leave the record behind when the upload fails")
    let volume = VolumeImageCreation.option
    let force = Flag("--force", help: "Make the image of a volume although a server uses it")
    let progress = Flag("--progress", help: "Accepted for the openstack client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            Self.name, "Create images, with data or without", names, nameOption, id, files, size, store, imports,
            options.diskFormat, options.containerFormat, options.minDisk, options.minRAM, options.protection,
            options.visibility,
            VisibilityName.option, options.property, options.checkProperties, options.tag, options.project,
            ProjectReference.domain,
            options.hiding, allowEmpty, allow, decompress, jobs, limitRate, keepFailed, ImageSigner.key,
            ImageSigner.certificate, volume, force, progress,
            discussion: [
                "Without --file the image is a record that waits for data (see image upload). Without --disk-format "
                    + "the format is what the file is; a file that is not what it is declared to be is refused. Data "
                    + "piped into a plain `imgsh image create NAME` is taken as well.",
                "With --decompress a file compressed with gzip, xz, zstd or bzip2 is unpacked on the way, without a "
                    + "file in between: the format, the size and the hash of the image are those of what is inside. Data "
                    + "that is damaged, cut off or followed by something else makes no image.",
                "Several words are files, and so are those of a repeated --file without a name: an image is made of "
                    + "each, called as the file is, without its directory and the ending of a format ('debian-12' for "
                    + "images/debian-12.qcow2), and with the same options. '*', '?' and '[…]' stand for files as in sh, "
                    + "in quotes or not; a file of just that name comes first. One word alone is a name, unless it is "
                    + "such a pattern and fits files. When one file fails the others are taken all the same, and the "
                    + "status is the worst there was; there is a row for each, with the columns "
                    + CreateReport.columns.joined(separator: ", ") + ".",
                "With --sign-key-path the data of each file is signed (RSA-PSS, SHA-256), and the image has the signature "
                    + "and the ID of the certificate as properties; a service that finds the certificate verifies the data "
                    + "when it comes in, and Nova before a server starts from it. An encrypted key is opened with a password "
                    + "that is asked for.",
                "With --volume the block storage service makes the image of a volume by itself, which takes its time; the "
                    + "command ends when it has taken the order.",
            ],
            capabilities: [AnyCapability(.creating)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("create an image"),
            readsInput: true,
            examples: [
                Example("image create debian --file debian.qcow2", "Upload a file; the format is detected"),
                Example(
                    "create debian --file debian.qcow2 --property os_distro=debian --tag base --protected",
                    "With a property and a tag, and protected from deletion"),
                Example(
                    "image create debian --file debian.qcow2.xz --decompress", "Unpack a compressed file on the way"),
                Example(
                    "image create debian.qcow2 disk.raw --tag base", "An image of each file, called 'debian' and 'disk'"
                ),
                Example("image create --file '*.qcow2' --jobs 2 -f json", "One of every file that fits, two at a time"),
                Example("image create later --disk-format raw --container-format bare", "A record without data"),
                Example(
                    "image create debian --file debian.qcow2 --sign-key-path key.pem --sign-cert-id "
                        + "4f1c6a30-7f5b-4d0c-9d8e-2b1a3c5d7e9f", "With a signature that the cloud verifies"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        _ = try VisibilityName.value(call, or: options.visibility)
        // Beside --volume the options of a signature mean nothing.
        if try volumeImageName(call) != nil { return }
        try CreationWords.check(words(call), name: call[nameOption], files: call[files])
        if call[names].isEmpty, !call.has(nameOption), let known = FileSelection(known: call[files]) {
            try checkID(call, of: known.files.count)
        }
        if call[names].count == 1, let span = call.spans(of: nameOption).last {
            throw UsageError("--name cannot stand beside <image-name>", at: span)
        }
        // Without data there is nothing to sign, which is seen only when standard input is.
        if !call[files].isEmpty || call[names].count > 1 { _ = try ImageSigner.options(call) }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        if let name = try volumeImageName(call) {
            let others: [any Parameter] = [names, nameOption, force, progress]
            try await VolumeImageCreation(options, beside: others, call, in: context)
                .run(name, isForced: call[force])
            return
        }
        switch try await CreationWords(words(call), name: call[nameOption], files: call[files], in: context) {
        case .one(let name, let file): try await createOne(name, file, call, in: context)
        case .each(let files): try await createEach(files, call, in: context)
        }
    }

    func words(_ call: Call) -> [Word] {
        zip(call[names], call.spans(of: names)).map { Word($0, at: $1) }
    }

    /// What an image of a volume shall be called; `nil` when none is asked for.
    func volumeImageName(_ call: Call) throws(UsageError) -> String? {
        guard let span = call.spans(of: volume).last else { return nil }
        let words = call[names] + (call[nameOption].map { [$0] } ?? [])
        guard words.count == 1, let name = words.first, !name.isEmpty, call[files].isEmpty else {
            throw UsageError(
                "an image of a volume has one name and no file; nothing was made", at: span,
                hint: "image create NAME --volume VOLUME")
        }
        return name
    }

    /// Checks that several images are not to have one ID.
    func checkID(_ call: Call, of count: Int) throws(UsageError) {
        guard let span = call.spans(of: id).last, count > 1 else { return }
        throw UsageError("\(count) images cannot all have one ID", at: span)
    }

    func choice(_ call: Call) -> UploadChoice {
        UploadChoice(
            diskFormat: call[options.diskFormat], containerFormat: call[options.containerFormat],
            allowed: call[allow], allowsEmpty: call[allowEmpty], unpacks: call[decompress])
    }

    func route(_ call: Call) -> ImageUpload.Route { call[imports] ? .staging(call[store]) : .upload(call[store]) }

    /// Checks that nothing is to be done with data where there is none.
    func checkWithoutData(_ call: Call) throws(UsageError) {
        let options = [call.spans(of: store), call.spans(of: imports), call.spans(of: decompress)]
        if let option = options.joined().first {
            throw UsageError("without --file there is nothing to store, import or unpack", at: option)
        }
        if let option = call.spans(of: size).last {
            throw UsageError("without --file there is no data to have a size; nothing was created", at: option)
        }
        if let option = (call.spans(of: ImageSigner.key) + call.spans(of: ImageSigner.certificate)).first {
            throw UsageError("without --file there is nothing to sign; nothing was created", at: option)
        }
    }

    private func createEach(_ files: [NamedFile], _ call: Call, in context: CommandContext) async throws {
        try checkID(call, of: files.count)
        let backend = try await context.backend
        let draft = try await options.draft(call, id: call[id]?.id, on: backend, in: context)
        try await CreateRun(try await creation(of: draft, on: backend, call, in: context))
            .run(files, jobs: call[jobs]?.count ?? JobCount.standard, as: call.output)
    }

    private func createOne(_ name: String, _ file: FilePath?, _ call: Call, in context: CommandContext) async throws {
        let (name, backend, prefix) = try await target(name, call, in: context)
        var draft = try await options.draft(call, id: call[id]?.id, on: backend, in: context)
        guard let source = try await ImageSource.open(file, or: context.pipedInput, in: context) else {
            try checkWithoutData(call)
            draft.name = name
            let made = try await EmptyImage(
                backend: backend, keepsFailed: call[keepFailed], prefix: prefix, console: context.console
            ).create(draft)
            context.remember(made.id, prefix: prefix)
            try context.console.write(made: made, as: call.output)
            return try await tellOfFile(name, in: context)
        }
        if call[names].isEmpty, !call.has(nameOption) { try context.console.notice("'\(name)' from '\(source.name)'") }
        let made = try await creation(of: draft, on: backend, call, at: prefix, in: context)
            .create(name, from: source)
        context.remember(made.id, prefix: prefix)
        try context.console.write(made: made, as: call.output)
    }

    private func creation(
        of draft: ImageDraft, on backend: any ImageBackend, _ call: Call, at prefix: String = "",
        in context: CommandContext
    ) async throws -> ImageCreation {
        ImageCreation(
            backend: backend, template: draft, choice: choice(call),
            route: route(call), keepsFailed: call[keepFailed],
            limit: call[limitRate]?.limit, signer: try await ImageSigner(call, in: context), context: context,
            size: call[size], sizePlace: call.spans(of: size).last, prefix: prefix)
    }

    /// Whoever types the name of a file may have meant its data.
    private func tellOfFile(_ name: String, in context: CommandContext) async throws {
        guard let path = try? FilePath(name, at: nil) else { return }
        let isFile = try await BlockingWork.run { (try? FileStatus.of(path.text))?.kind == .regular }
        guard isFile else { return }
        try context.console.notice(
            "the image has no data, though '\(name)' is a file here; with its data: "
                + "image create --file \(Quoting.word(name))")
    }

    /// What the image shall be called, and where it shall be.
    func target(
        _ name: String, _ call: Call, in context: CommandContext
    ) async throws -> (name: String, backend: any ImageBackend, prefix: String) {
        // Only the word by its place may be an address.
        guard let word = call[names].first, !word.isEmpty else { return (name, try await context.backend, "") }
        let (place, open) = try await context.open(ImageReference(word, at: call.spans(of: names).first))
        return (place.image, open.backend, place.prefix)
    }
}
