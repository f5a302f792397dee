/// What imgsh is told when it asks: help, Tab and the check of what was typed are made of this.
public enum Manifest {
    public static let text = #"""
        {
          "imgsh": 1,
          "version": "1.0",
          "commands": [
            {
              "name": "peek",
              "summary": "Show the first bytes of an image's data",
              "discussion": [
                "Goes to the service by itself, with a token that imgsh lends for this one call, or into the local store."
              ],
              "arguments": [
                {"name": "image", "type": "image", "help": "Name or ID of the image"}
              ],
              "options": [
                {"name": "--bytes", "other-names": ["-n"], "value": "number", "type": "number", "default": "64",
                 "help": "How many bytes, 4096 at most"},
                {"name": "--as", "value": "form", "default": "hex", "help": "How to show them",
                 "choices": [{"word": "hex", "help": "sixteen a line, with their characters"},
                             {"word": "plain", "help": "digits only, on one line"}]}
              ],
              "access": "token",
              "changes": false,
              "examples": [
                {"line": "peek cirros --bytes 16", "purpose": "What kind of file is it?"},
                {"line": "peek cirros -n 4 --as plain", "purpose": "The magic number, for a script"}
              ]
            }
          ]
        }
        """#
}
