# habeas_room(name [AT folder] DEPENDS room… USES target… PRIVATE_USES target…)
#
# One static library per folder of src/. A room sees the headers of the rooms it declares, and of what
# those pass on, as <habeas/room/file.h>; any other include of a room's header does not compile.
#   AT            the folder below src/, when it differs from the name (connector/sqlite)
#   DEPENDS       rooms declared above this one
#   USES          outside libraries that the room's own headers need (rare)
#   PRIVATE_USES  outside libraries hidden in its .cpp files
# Every *_test.cpp of the folder goes into one test program, <name>_test; those named *_concurrent_test.cpp into
# another, <name>_concurrent_test, which also runs under the thread sanitizer.
function(habeas_room name)
  cmake_parse_arguments(ROOM "" "AT" "DEPENDS;USES;PRIVATE_USES" ${ARGN})
  if(NOT ROOM_AT)
    set(ROOM_AT ${name})
  endif()
  set(folder ${CMAKE_SOURCE_DIR}/src/${ROOM_AT})
  foreach(dependency IN LISTS ROOM_DEPENDS)
    if(NOT TARGET habeas_${dependency})
      message(FATAL_ERROR "Room ${name} depends on ${dependency}, which is not declared above it.")
    endif()
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|_dbtest|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "(_test|_dbtest)\\.cpp$")

  # The view: a folder of the build tree that holds one link, habeas/<room> -> src/<room>.
  set(view ${CMAKE_BINARY_DIR}/view/${name})
  get_filename_component(parent ${view}/habeas/${ROOM_AT} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${folder} ${view}/habeas/${ROOM_AT} SYMBOLIC)

  if(sources)
    add_library(habeas_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(habeas_${name} PRIVATE habeas_flags)
    habeas_precompiled(habeas_${name})
  else()
    add_library(habeas_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(habeas_${name} ${scope} ${view})
  list(TRANSFORM ROOM_DEPENDS PREPEND habeas_)
  target_link_libraries(habeas_${name} ${scope} ${ROOM_DEPENDS} ${ROOM_USES})
  if(sources AND ROOM_PRIVATE_USES)
    target_link_libraries(habeas_${name} PRIVATE ${ROOM_PRIVATE_USES})
  endif()

  if(HABEAS_TESTS)
    set(concurrent ${tests})
    list(FILTER concurrent INCLUDE REGEX "_concurrent_test\\.cpp$")
    list(FILTER tests EXCLUDE REGEX "_concurrent_test\\.cpp$")
    if(tests)
      habeas_test(${name}_test SOURCES ${tests} ROOMS ${name} USES ${ROOM_PRIVATE_USES})
    endif()
    if(concurrent)
      habeas_test(${name}_concurrent_test CONCURRENT SOURCES ${concurrent} ROOMS ${name} USES ${ROOM_PRIVATE_USES})
    endif()
  endif()
endfunction()

set(HABEAS_TEST_OPTIONS "" CACHE STRING "Options for the compiler on tests alone")

# habeas_test(name [CONCURRENT] SOURCES file… ROOMS room… [USES target…])
# One GoogleTest program; each of its tests is one test of ctest. CONCURRENT: labelled so, and run under the thread
# sanitizer too.
function(habeas_test name)
  cmake_parse_arguments(TEST "CONCURRENT" "" "SOURCES;ROOMS;USES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  list(TRANSFORM TEST_ROOMS PREPEND habeas_)
  target_link_libraries(${name} PRIVATE ${TEST_ROOMS} ${TEST_USES} habeas_flags habeas_rapidcheck
    GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE
    HABEAS_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HABEAS_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_compile_options(${name} PRIVATE ${HABEAS_TEST_OPTIONS})
  habeas_precompiled(${name} TESTS)
  set(label room)
  if(TEST_CONCURRENT)
    set(label concurrent)
    add_dependencies(concurrent_tests ${name})
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300 LABELS ${label})
endfunction()

# habeas_program(name SOURCES file… ROOMS room… [USES target…])
# A program that people run: <build folder>/bin/<name>.
function(habeas_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;ROOMS;USES" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  list(TRANSFORM PROGRAM_ROOMS PREPEND habeas_)
  target_link_libraries(${name} PRIVATE ${PROGRAM_ROOMS} ${PROGRAM_USES} habeas_flags)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

if(HABEAS_TESTS)
  include(GoogleTest)
  add_library(habeas_rapidcheck INTERFACE)
  target_link_libraries(habeas_rapidcheck INTERFACE rapidcheck)
endif()
