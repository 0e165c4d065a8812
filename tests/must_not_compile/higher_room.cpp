// A room does not see the rooms above it: base knows nothing of find.
#include <habeas/base/text.h>

#ifdef FORBIDDEN
#include <habeas/find/find.h>
#endif
