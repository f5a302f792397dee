/// What no detector knows: raw data. It is what the user calls it, unless it looks like a mistake.
struct PlainDataDetector: FormatDetector {
    private static let textCount = 4096

    func match(_ image: ImageBytes) -> Match? { Match(.raw, .disk) }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        examination.virtualSize = image.size
        examination.subformat = FileSystem.name(in: image.head)
        if image.size == 0 {
            examination.warn(.empty, "there is no data")
            return
        }
        examination.warnOfOddSize(image)
        guard examination.subformat == nil, image.head.count > 0 else { return }
        if let line = firstLineOfText(image.head) {
            examination.warn(.text, "this looks like text: '\(line)'")
        } else if try isBlank(image) {
            let place = image.head.count < ImageBytes.headCount ? "" : " at the beginning"
            examination.warn(.blank, "nothing but zeros\(place)")
        }
    }

    /// An error page that was saved as an image is a common mistake.
    /// - Returns: `nil` when it is no text; an end that cuts a character in two is no reason.
    private func firstLineOfText(_ head: ByteView) -> String? {
        let bytes = head.part(at: 0, count: Self.textCount).bytes
        let isPrintable = bytes.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) || $0 >= 0x80 }
        guard isPrintable, bytes.contains(where: { $0 > 0x20 }),
            let text = (0...3).lazy.compactMap({ String(validating: bytes.dropLast($0), as: UTF8.self) }).first
        else { return nil }
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(line.drop(while: \.isWhitespace).prefix(80))
    }

    private func isBlank(_ image: ImageBytes) throws -> Bool {
        try image.head.isZero && image.tail(ImageBytes.tailCount).isZero
    }
}
