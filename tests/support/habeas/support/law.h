// The law library of the checkout, as habeas reads it: share/law/.
#pragma once

#include <habeas/law/library.h>

namespace habeas::support {

law::Library library_of_share();  // a problem in it is an exception

}  // namespace habeas::support
