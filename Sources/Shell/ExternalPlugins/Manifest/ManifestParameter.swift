internal import CommandKit

/// An argument, option or flag of a plugin's command. Its values are checked, and passed on as they were written.
struct ManifestParameter: Parameter {
    let shape: ParameterShape
    let type: ManifestType

    func decode(_ given: [Given]) throws(UsageError) -> [Given] {
        guard shape.kind != .flag else { return given }
        for one in given { try type.check(one) }
        return given
    }
}
