import CEditline

/// Widths and classes of characters are those of the locale, as in the editor.
let usesUTF8 = ceditline_use_utf8()
