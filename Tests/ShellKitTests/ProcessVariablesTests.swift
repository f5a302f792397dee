import Foundation
import ShellKit
import Testing

struct `the variables of the process` {
    @Test func `are those it was started with`() {
        setenv("IMGSH_TEST_EQUALS", "a=b=", 1)
        setenv("IMGSH_TEST_EMPTY", "", 1)
        let variables = ProcessVariables.all()
        #expect(variables["IMGSH_TEST_EQUALS"] == "a=b=" && variables["IMGSH_TEST_EMPTY"]?.isEmpty == true)
        #expect(variables == ProcessInfo.processInfo.environment)
    }
}
