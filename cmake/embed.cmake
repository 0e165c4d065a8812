# habeas_embed(target accessor file…)
#
# Puts text files of share/ into a library, so that what is written for people needs no path at run time:
#   std::string_view <accessor>(std::string_view file);   // by its path below share/; empty if there is none
function(habeas_embed target accessor)
  set(entries "")
  foreach(file IN LISTS ARGN)
    set(path ${CMAKE_SOURCE_DIR}/share/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} content)
    string(APPEND entries "  if (file == \"${file}\") return R\"habeas(${content})habeas\";\n")
  endforeach()
  string(REGEX REPLACE "^(.*)::([a-z_]+)$" "\\1;\\2" parts "${accessor}")
  list(GET parts 0 space)
  list(GET parts 1 name)
  set(generated ${CMAKE_BINARY_DIR}/embedded/${target}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Generated from share/ by cmake/embed.cmake.
#include <string_view>
namespace ${space} {
std::string_view ${name}(std::string_view file);
std::string_view ${name}(std::string_view file) {
@entries@  return {};
}
}
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
