import BackendKit
import Testing

struct `an address` {
    @Test(arguments: [
        ("http://host/path", "http://host/path"), ("https://u:p@host/p", "https://***@host/p"),
        ("https://u:p@ss@host", "https://***@host"), ("https://u:p@host?limit=1", "https://***@host?limit=1"),
        ("swift+https://u%3Ax:k@auth/v3/c/o", "swift+https://***@auth/v3/c/o"),
        ("https://\u{301}u:p@host", "https://***@host"), ("http://a/http://u:p@b/c", "http://a/http://***@b/c"),
        ("see http://a/b, http://u:p@c", "see http://a/b, http://***@c"),
        ("https://h/p?X-Amz-Credential=x&sig=y&limit=3", "https://h/p?X-Amz-Credential=***&sig=***&limit=3"),
        ("https://h/p?pwd=x&auth=y&code=z", "https://h/p?pwd=***&auth=***&code=***"),
        ("https://h/p?limit=3;key=x", "https://h/p?limit=3;key=***"), ("https://h/p?Limit=3", "https://h/p?Limit=***"),
        ("https://h/p?url=http://u:p@x", "https://h/p?url=***"), ("https://h?a&&b=&=c", "https://h?a&&b=***&=***"),
        ("https://h/p?limit=3#access_token=x", "https://h/p?limit=3#***"), ("https://h/p#part", "https://h/p#***"),
        ("https://h/p?#", "https://h/p?#"), ("https://h?user@x", "https://h?user@x"),
        ("no address: a=1&key=2", "no address: a=1&key=2"), ("://", "://"), ("", ""),
    ])
    func `is shown without what lets others in`(_ text: String, _ shown: String) {
        #expect(ShownURL.text(text) == shown)
    }
}
