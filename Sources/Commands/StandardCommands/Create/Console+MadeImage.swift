internal import BackendKit
internal import CommandKit

extension Console {
    /// Writes the record of an image that was just made.
    /// - Throws: as ``telling(made:_:)``.
    func write(made image: Image, as options: OutputOptions) throws {
        try telling(made: image.id) { try write(ImageRecord.record(of: image, for: self), as: options) }
    }

    /// Lets the closure write what is known of an image that was just made.
    /// - Throws: its error, which also says that there is an image, and which: whoever tries again makes a second one.
    func telling(made image: Image.ID, _ body: () throws -> Void) throws {
        do {
            try body()
            // A terminal takes everything, and may want it in pages.
            if !surroundings.outputIsTerminal { try output.flush() }
        } catch {
            throw error.adding("the image \(image) was made all the same")
        }
    }
}
