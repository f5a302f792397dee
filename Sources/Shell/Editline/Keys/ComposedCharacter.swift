/// Letters with their accents as one scalar.
enum ComposedCharacter {
    /// Blocks that hold letters composed of a letter and a mark.
    private static let blocks: [ClosedRange<UInt32>] = [
        0x00C0...0x024F, 0x0374...0x04FF, 0x0622...0x06D3, 0x1E00...0x1FFF, 0x3040...0x30FF,
    ]

    /// The scalar that is canonically equivalent to the two, if Unicode has one.
    static func of(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        // Texts compare by canonical equivalence.
        let wanted = String([letter, mark])
        for block in blocks {
            for value in block {
                if let scalar = Unicode.Scalar(value), String(scalar) == wanted { return scalar }
            }
        }
        return nil
    }
}
