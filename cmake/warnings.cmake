# Flags that every target of habeas is compiled with.
add_library(habeas_flags INTERFACE)
target_compile_options(habeas_flags INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  # g++ 12 sees overlapping copies and uninitialised strings where there are none, once it inlines std::string and
  # aggregates (GCC bugs 105651, 80635). clang and the sanitizers look for the real ones.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized -Wno-tsan>
  # What g++ means by -Wconversion, so that both compilers refuse the same code.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
  # std::stable_sort of libstdc++ 12 uses what it deprecates itself; clang reports it to us.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)

# Link quickly where a quick linker is installed.
find_program(HABEAS_MOLD NAMES mold)
if(HABEAS_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Compile once, ever.
find_program(HABEAS_CCACHE NAMES ccache)
if(HABEAS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HABEAS_CCACHE})
endif()

set(HABEAS_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
if(HABEAS_SANITIZE)
  add_compile_options(-fsanitize=${HABEAS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HABEAS_SANITIZE})
endif()
if(HABEAS_LIBFUZZER)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
