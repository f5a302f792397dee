/// A command that does the same to each of the images it is given: what is wrong with one keeps it from no other.
public protocol EachImageCommand: Command {}
