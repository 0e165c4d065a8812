// Her file for the authority or a court (GDPR 77, 79): a letter that says where to turn and, request by request, what was
// exchanged and decided; and an archive of it with every letter that was written to her. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

// Files and sends it; gives the names of the files. What was exchanged goes only to whom identity proves to be her.
std::vector<std::string> send_complaint_file(House& house, const Case& of);

}  // namespace habeas::handle
