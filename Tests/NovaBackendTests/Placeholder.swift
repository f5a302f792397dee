import Testing

struct `nova` {}
