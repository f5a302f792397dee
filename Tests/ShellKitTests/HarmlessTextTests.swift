import CommandKit
import Testing

@testable import Editline

/// The editor knows nothing of commands, so it has a rule of its own for what is shown instead of obeyed.
struct `what a terminal would obey` {
    @Test(arguments: UInt32(0)...0x10)
    func `is the same for the editor and for the output of commands`(_ plane: UInt32) {
        let values = (plane << 16)..<((plane + 1) << 16)
        let differing = stride(from: values.lowerBound, to: values.upperBound, by: 0x100).filter { page in
            // Letters between, for what only stands between others; no backslash, which output doubles beside escapes.
            var text = "a".unicodeScalars
            for scalar in (page..<(page + 0x100)).compactMap(Unicode.Scalar.init) where scalar != "\\" {
                text.append(scalar)
                text.append("a")
            }
            let (ours, theirs) = (HarmlessText.row(String(text)), SafeText.message(String(text)))
            return !ours.unicodeScalars.elementsEqual(theirs.unicodeScalars)
        }
        #expect(differing.isEmpty, "pages of 256 scalars from \(differing.map { String($0, radix: 16) })")
    }
}
