import CommandKit
import Testing

struct `the worst of several statuses` {
    private static let cases: [(of: [Int32], worst: Int32)] = [
        ([0, 7, 3], 3), ([5, 1], 1), ([6, 8, 1], 6), ([130, 7], 7), ([42, 130, 43, 0], 130), ([41, 42, 43], 43),
    ]

    @Test(arguments: cases)
    func `is the same every time`(_ statuses: [Int32], _ worst: Int32) {
        #expect(worstOf(statuses) == worst)
    }

    @Test func `is none when nothing failed`() { #expect(worstOf([0, 0]) == nil) }

    private func worstOf(_ statuses: [Int32]) -> Int32? {
        CommandKit.ExitStatus.worst(of: statuses.map(CommandKit.ExitStatus.init(rawValue:)))?.rawValue
    }
}
