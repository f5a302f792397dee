internal import CommandKit

extension FuzzTarget {
    /// Foreign text on its way to the screen.
    static let safeText = FuzzTarget("safe-text", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let line = SafeText.line(text)
        let message = SafeText.message(text)
        for shown in [line, message] {
            try promise(SafeText.isPlain(shown), "what is shown drives no terminal")
            // The definition said again, in the fewest words.
            let drives = shown.unicodeScalars.contains { scalar in
                switch scalar.value {
                case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
                default: false
                }
            }
            try promise(!drives, "what is shown has no control or direction mark")
        }
        try promise(decoded(line).utf8.elementsEqual(text.utf8), "an escape means one thing: \(line)")
        for width in [1, 7, 80] {
            for piece in DisplayWidth.wrap(line, to: width) {
                let isOne = piece.unicodeScalars.count { DisplayWidth.of(String($0)) > 0 } <= 1
                try promise(DisplayWidth.of(piece) <= width || isOne, "a row fits")
            }
        }
    }

    /// What a line was before it was made safe.
    private static func decoded(_ line: String) -> String {
        var result = String.UnicodeScalarView()
        var rest = line.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            var digits = Substring.UnicodeScalarView()
            switch rest.popFirst() {
            case "x":
                digits = rest.prefix(2)
                rest = rest.dropFirst(2)
            case "u":
                digits = rest.dropFirst().prefix { $0 != "}" }
                rest = rest.dropFirst(digits.count + 2)
            case let other?: result.append(other)
            case nil: break
            }
            if let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init) { result.append(scalar) }
        }
        return String(result)
    }
}
