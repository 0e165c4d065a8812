// Nor one beside it that it has not declared: a source knows tables and values, never maps.
#include <habeas/source/source.h>

#ifdef FORBIDDEN
#include <habeas/map/map.h>
#endif
