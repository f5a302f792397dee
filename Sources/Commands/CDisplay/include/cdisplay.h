#pragma once
#include <stdint.h>

/// Cells the scalar takes on a terminal: 0, 1 or 2; -1 for what is not printed.
/// Uses the C library's table under a UTF-8 locale of its own, whatever the process was started with.
int cdisplay_width(uint32_t scalar);
