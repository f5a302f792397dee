internal import Dispatch
internal import Glibc

/// Hands a target over to libFuzzer; the environment names it.
@main
enum Driver {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = chosen
        exit(runDriver(&count, &arguments, testOneInput))
    }
}

typealias OneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// Of libFuzzer, whose own `main` is not called: SwiftPM gives that name to ours.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>, _ test: OneInput
) -> CInt

/// Looks at one input. libFuzzer's `main` is linked nevertheless, and knows it by this name.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let begin = workingTime()
    defer { slowest.note(workingTime() - begin) }
    switch chosen.check {
    case .now(let check):
        do { try check(bytes) } catch { stop(error) }
    case .later(let check):
        let isDone = DispatchSemaphore(value: 0)
        Task {
            do { try await check(bytes) } catch { stop(error) }
            isDone.signal()
        }
        isDone.wait()
    }
    return 0
}

private let chosen: FuzzTarget = {
    let name = getenv("IMGSH_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    if let target = FuzzTarget.all.first(where: { $0.name == name }) { return target }
    for target in FuzzTarget.all { print(target.name, target.longest) }
    exit(name.isEmpty ? 0 : 2)
}()

/// What the processor has done for this process. A clock on the wall would tell how busy the machine is.
private func workingTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// The longest that an input took, told at the end.
private let slowest = Slowest()

// SAFETY: libFuzzer gives one input after the other, on one thread.
private final class Slowest: @unchecked Sendable {
    private var longest = Duration.zero

    init() { atexit { slowest.tell() } }

    func note(_ duration: Duration) {
        longest = max(longest, duration)
        if duration >= .seconds(1) {
            stop(BrokenPromise(description: "an input takes less than a second: \(duration)"))
        }
    }

    func tell() { print("stat::slowest_input_us: \(Int(longest / .microseconds(1)))") }
}

/// A trap is what libFuzzer keeps the input of.
private func stop(_ error: any Error) -> Never { fatalError("\(chosen.name): \(error)") }
