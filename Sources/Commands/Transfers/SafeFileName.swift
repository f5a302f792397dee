public import BackendKit

/// A file name made of an image's name, or of its ID without one, which anybody may have chosen: never a path, never
/// hidden, never an option.
public enum SafeFileName {
    private static let longest = 200
    private static let plain = Set("._-+@=,".unicodeScalars)

    /// - Parameter taken: names that are not to be had any more; they are compared as they are.
    public static func make(for image: Image, taken: Set<String> = []) -> String {
        let ending = ending(of: image)
        let name = cleaned(image.name ?? "") ?? cleaned(image.id.rawValue) ?? "image"
        let whole = cut(name, to: longest - ending.utf8.count) + (name.lowercased().hasSuffix(ending) ? "" : ending)
        guard taken.contains(whole) else { return whole }
        let mark = "-" + cut(cleaned(image.id.rawValue) ?? "image", to: 8)
        let base = name.lowercased().hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
        return cut(base, to: longest - ending.utf8.count - mark.utf8.count) + mark + ending
    }

    /// - Returns: `nil` when nothing of the name is left.
    private static func cleaned(_ name: String) -> String? {
        var scalars: [Unicode.Scalar] = name.unicodeScalars.map { scalar in
            let isFine =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil || plain.contains(scalar)
                || scalar == " "
            return isFine ? scalar : "_"
        }
        for place in scalars.indices {
            guard scalars[place] == "." || scalars[place] == "-" || scalars[place] == " " else { break }
            scalars[place] = "_"
        }
        for place in scalars.indices.reversed() {
            guard scalars[place] == " " else { break }
            scalars[place] = "_"
        }
        guard scalars.contains(where: { $0 != "_" && $0 != "." }) else { return nil }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func cut(_ text: String, to bytes: Int) -> String {
        var kept = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length += String(Character(scalar)).utf8.count
            guard length <= bytes else { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// The format of the data, where files of that format are called so: an envelope around a disk is no such disk.
    private static func ending(of image: Image) -> String {
        switch image.containerFormat {
        case .ova?: return ".ova"
        // How it is compressed, the record does not say.
        case .compressed?, .docker?: return ""
        default: break
        }
        // Raw disks are called `.img` by those who publish them.
        if image.diskFormat == .raw, (image.name ?? "").lowercased().hasSuffix(".img") { return ".img" }
        let known: Set = ["qcow2", "raw", "vmdk", "vdi", "vhd", "vhdx", "iso", "ploop"]
        guard let format = image.diskFormat?.rawValue, known.contains(format) else { return "" }
        return "." + format
    }
}
