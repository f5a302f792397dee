// All there is of this module are the macros of its header.
#include "cloading.h"
