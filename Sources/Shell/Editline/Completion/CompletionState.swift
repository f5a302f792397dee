/// The question that is out to the completer, and its answer.
struct CompletionState {
    private(set) var number = 0
    private(set) var answer: CompletionAnswer?

    /// Begins a question; answers to earlier ones are ignored from now on.
    mutating func begin() -> Int {
        number += 1
        answer = nil
        return number
    }

    mutating func take(_ answer: CompletionAnswer, number: Int) {
        if number == self.number { self.answer = answer }
    }
}
