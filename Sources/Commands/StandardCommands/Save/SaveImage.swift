internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// `image save`
struct SaveImage: NamedCommand, EachImageCommand {
    static let name = CommandName("image save", or: "image-download")

    let images = Rest(
        "image", of: ImageReference.self, minimum: 0,
        help: "Names or IDs of the images; with --to, '*' and '?' in a name select several")
    let file = Option<FilePath>("--file", value: "filename", help: "Where to write; '-' is standard output")
    let directory = Option<FilePath>(
        "--to", value: "directory", completion: .directories,
        help: "Write into this directory, each image under a name made of its own")
    let name = Option<String>(
        "--name", value: "pattern", completion: .imagePatterns,
        help: "Every image with a name like this; '*' stands for anything, '?' for one character")
    let jobs = JobCount.option
    let storePreference = RepeatedOption<String>(
        "--store-preference", value: "store", completion: .stores,
        help: "Read the data from this store if it is there; may be repeated, the first one first")
    let prefer = Option<String>(
        "--prefer", value: "store,…", completion: .list(.stores), help: "Several, as the glance client says it")
    let force = Flag("--force", help: "Replace a file that exists; never one whose name was made")
    let noResume = Flag("--no-resume", help: "Throw away what an earlier run left of the file, and start anew")
    let noRetry = Flag("--no-retry", help: "Give up when the connection breaks, instead of going on")
    let requireChecksum = Flag(
        "--require-checksum", help: "Fail when the service holds no hash to verify the data with")
    let connections = ConnectionCount.option
    let limitRate = TransferRate.option
    let chunkSize = Option<Int64>(
        "--chunk-size", value: "bytes", help: "Accepted for the openstack client's sake; has no effect")
    let progress = Flag("--progress", help: "Accepted for the glance client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            Self.name, "Save the data of images to files", images, file, directory, name, jobs, storePreference,
            prefer, force, noResume, noRetry, requireChecksum, connections, limitRate, chunkSize, progress,
            discussion: [
                "The file appears under its name only when it is complete, verified and on disk; until then nothing "
                    + "is there, or what was there before. Without --file or --to the data goes to standard output, "
                    + "but never to a terminal.",
                "A transfer that breaks goes on where it stopped. When that does not help, or when the program is "
                    + "interrupted or killed, what came so far is kept in a hidden file beside the destination: the "
                    + "same command goes on from there, and so does 'transfer resume'. The whole is verified at the "
                    + "end, in however many pieces it came.",
                "With --to, '*' and '?' select by name among the images that 'image list' shows and that have data; a "
                    + "backslash before them takes them as they are ('build\\*' is the image 'build*'). Without --to a "
                    + "name is always taken as it is. One that is not there or cannot be saved is told of, and the "
                    + "others are saved all the same; the status is the worst there was.",
            ],
            capabilities: [AnyCapability(.downloading)],
            changes: .always("write files"),
            examples: [
                Example("image save cirros --file cirros.img", "Into a new file"),
                Example("save cirros --file cirros.img --force", "Over an old one"),
                Example("image save 'deb*' cirros --to .", "Every image of a kind, and one more"),
                Example("image save --name 'deb*' --to .", "Every image of a kind, into this directory"),
                Example("image save cirros debian --to . --jobs 2 --limit-rate 10M", "Two at once, not too fast"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        guard let directory = call[directory] else {
            _ = try onlyImage(call)
            return
        }
        if call[file] != nil { throw UsageError("--file cannot stand beside --to", at: directory.span) }
        guard !call[images].isEmpty || call[name] != nil else {
            throw UsageError("<image> is missing, and so is --name")
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let options = options(call, in: context)
        if let directory = call[directory] { return try await saveAll(call, to: directory, options, in: context) }
        let target = try await one(try onlyImage(call), in: context)
        guard let path = call[file], !path.isStandardOutput else {
            return try await SaveToOutput(options: options, context: context).run(target)
        }
        try await context.located(at: path.span) {
            let run = try SaveRun([SavedImage(target)], options: options, context: context)
            let destination = try destination(path, call, of: target)
            try await run.save(SavedImage(target), to: destination)
        }
    }

    /// Where the file goes.
    /// - Throws: ``ImageError`` as ``Destination/init(_:replacing:mode:)``; code `.usage` also for a link to a stream, which
    ///   looks like a file that can be replaced.
    func destination(_ path: FilePath, _ call: Call, of target: LocatedImage) throws(ImageError) -> Destination {
        let status = try FileStatus.of(path.text)
        let way = "image save \(target.word) > \(Quoting.word(path.text))"
        if let kind = status?.kind, path.isNumbered || [.fifo, .socket, .characterDevice].contains(kind) {
            let what = path.isNumbered ? "stream of this process" : kind.rawValue
            throw ImageError(.usage, "'\(path.text)' is a \(what), not a file to write", hint: way)
        }
        if try FileStatus.of(path.text, followsLink: false)?.kind == .directory {
            throw ImageError(
                .usage, "'\(path.text)' is a directory, not a file to write",
                hint: "image save \(target.word) --to \(Quoting.word(path.text))")
        }
        do throws(ImageError) {
            return try Destination(path.text, replacing: call[force])
        } catch {
            var error = error
            // What a link leads to need not be standard output.
            if error.code == .usage, error.hint != nil { error.hint = way }
            throw error
        }
    }

    /// The image of a call that names no directory.
    func onlyImage(_ call: Call) throws(UsageError) -> ImageReference {
        if call[name] != nil {
            throw UsageError(
                "--name needs a directory to save into", hint: "image save --name 'PATTERN' --to DIRECTORY")
        }
        guard let image = call[images].first else { throw UsageError("<image> is missing") }
        guard call[images].count == 1 else {
            throw UsageError("several images need a directory", at: call[images][1].span, hint: "--to DIRECTORY")
        }
        return image
    }

    private func saveAll(
        _ call: Call, to directory: FilePath, _ options: Download.Options, in context: CommandContext
    ) async throws {
        let batch = try await batch(call, in: context)
        let images = batch.images.map(SavedImage.init)
        let run = try SaveRun(images, options: options, context: context)
        let plan = try await context.located(at: directory.span) { try SavePlan(images, into: directory.text) }
        try await run.saveAll(plan, missing: batch.misses, jobs: call[jobs]?.count ?? JobCount.standard)
    }

    /// All that are to be saved into a directory.
    /// - Throws: ``ImageError`` as ``ImageBatch/init(selecting:for:areAll:in:)``; code `.notFound` when there is nothing but
    ///   a pattern that fits no image.
    func batch(_ call: Call, in context: CommandContext) async throws -> ImageBatch {
        var batch = try await ImageBatch(
            selecting: call[images], for: "saved", areAll: call[name] == nil, in: context)
        guard let pattern = call[name] else { return batch }
        let span = call.spans(of: name).last
        let open = try await context.session.open(context.home)
        let found = try await NameSelector(pattern).imagesWithData(on: open.backend).found
        if found.isEmpty {
            let error = ImageError(
                .notFound, "no image with data has a name like '\(pattern)' on \(open.name)", hint: "image list")
            guard batch.count > 0 else { throw error }
            try batch.miss(pattern, error, telling: context.console)
        }
        for image in found {
            batch.add(LocatedImage(image: image, place: open, prefix: ""), as: pattern, at: span)
        }
        return batch
    }

    func options(_ call: Call, in context: CommandContext) -> Download.Options {
        var options = Download.Options(call, in: context)
        options.stores = call[storePreference] + (call[prefer]?.split(separator: ",").map(String.init) ?? [])
        options.resumes = !call[noResume]
        if call[noRetry] { options.repeats = false }
        options.hashRequired = call[requireChecksum]
        return options
    }

    /// The image of exactly this name, or by its ID.
    func one(_ image: ImageReference, in context: CommandContext) async throws -> LocatedImage {
        do {
            return try await context.locate(image, with: .downloading).0
        } catch let located as LocatedError
            where located.error.code == .notFound && NameSelector(image.text).plainName == nil
        {
            throw UsageError(
                "no image is called '\(image.text)', and those that fit it need a directory", at: image.span,
                hint: "image save \(Quoting.word(image.text)) --to DIRECTORY")
        }
    }
}
