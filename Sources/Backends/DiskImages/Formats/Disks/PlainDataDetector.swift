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
    private func firstLineOfText(_ head: ByteView) -> String? {
        let bytes = head.part(at: 0, count: Self.textCount).bytes
        let isText = bytes.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) || $0 >= 0x80 }
        guard isText, bytes.contains(where: { (0x21...0x7E).contains($0) }),
            let text = String(validating: bytes.dropLast(bytes.count == Self.textCount ? 3 : 0), as: UTF8.self)
                ?? validPrefix(bytes)
        else { return nil }
        let line = text.split(whereSeparator: \.isNewline).first { !Substring($0).trimmed.isEmpty } ?? ""
        return String(Substring(line).trimmed.prefix(80))
    }

    /// The bytes without a character that the end cuts in two.
    private func validPrefix(_ bytes: ArraySlice<UInt8>) -> String? {
        for cut in 1...6 where cut < bytes.count {
            if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
        }
        return nil
    }

    private func isBlank(_ image: ImageBytes) throws -> Bool {
        guard image.head.bytes.allSatisfy({ $0 == 0 }) else { return false }
        return try image.tail(ImageBytes.tailCount).bytes.allSatisfy { $0 == 0 }
    }
}
