import HTTPTransport
import Testing

struct `a time` {
    @Test(
        arguments: [
            (.zero, "0 s"), (.milliseconds(40), "0 s"), (.milliseconds(250), "0.3 s"), (.seconds(1), "1 s"),
            (.milliseconds(9940), "9.9 s"), (.milliseconds(9960), "10 s"), (.milliseconds(10_600), "11 s"),
            (.seconds(300), "300 s"), (.milliseconds(-300), "-0.3 s"),
            (.seconds(1_000_000_000_000_000_000), "1000000000000000000 s"),
            (.seconds(Int64.max), "9223372036854775807 s"), (.seconds(Int64.min), "-9223372036854775808 s"),
        ] as [(Duration, String)])
    func `of any length can be shown`(_ time: Duration, _ shown: String) {
        #expect(time.shown == shown)
    }
}
