import BackendKit
import Testing

struct `a switch of the environment` {
    @Test(arguments: [
        ("1", true), ("on", true), ("yes", true), ("0", false), ("no", false), ("off", false), ("False", false),
        ("", nil),
    ])
    func `is on, off, or not there`(_ word: String, _ expected: Bool?) {
        #expect(BackendEnvironment(variables: ["IMGSH_DEBUG": word]).isOn("IMGSH_DEBUG") == expected)
        #expect(BackendEnvironment(variables: [:]).isOn("IMGSH_DEBUG") == nil)
        let option = BackendEnvironment(variables: ["IMGSH_DEBUG": word], options: ["IMGSH_DEBUG": "1"])
        #expect(option.isOn("IMGSH_DEBUG") == true)
    }
}
