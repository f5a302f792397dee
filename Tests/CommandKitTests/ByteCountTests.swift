import CommandKit
import Testing

struct `a number of bytes` {
    @Test(
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (196_640, "192.0 KiB"), (1_048_524, "1023.9 KiB"),
            (1_048_525, "1.0 MiB"), (1 << 20, "1.0 MiB"), ((1 << 30) - 1, "1.0 GiB"), ((1 << 60) - 1, "1.0 EiB"),
            (.max, "8.0 EiB"), (-1, "-1 B"),
        ] as [(Int64, String)])
    func `is never 1024 of a unit that has a next one`(_ bytes: Int64, _ text: String) {
        #expect(ByteCount.text(bytes) == text)
    }
}
