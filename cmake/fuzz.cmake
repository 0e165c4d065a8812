# habeas_fuzz(name SOURCES file… ROOMS room… [USES target…])
#
# A fuzz target, <name>_fuzz: a file that defines LLVMFuzzerTestOneInput. Its corpus is fuzz/corpus/<name>/: small files,
# each of them there for a reason (the seeds, and whatever once broke something).
#   HABEAS_LIBFUZZER  links libFuzzer: `./dev fuzz SECONDS`
#   otherwise         links fuzz/replay.cpp, which runs the target once over each file given; the suite does so with
#                     the corpus, so that targets always compile and nothing that once broke breaks again
function(habeas_fuzz name)
  cmake_parse_arguments(FUZZ "" "" "SOURCES;ROOMS;USES" ${ARGN})
  set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
  if(NOT EXISTS ${corpus})
    message(FATAL_ERROR "Fuzz target ${name} has no corpus: ${corpus}")
  endif()
  add_executable(${name}_fuzz ${FUZZ_SOURCES})
  list(TRANSFORM FUZZ_ROOMS PREPEND habeas_)
  target_link_libraries(${name}_fuzz PRIVATE ${FUZZ_ROOMS} ${FUZZ_USES} habeas_flags)
  add_dependencies(fuzz_targets ${name}_fuzz)
  if(HABEAS_LIBFUZZER)
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${name}_fuzz PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/replay.cpp)
    add_test(NAME fuzz.${name} COMMAND ${name}_fuzz ${corpus})
    set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 300)
  endif()
endfunction()
