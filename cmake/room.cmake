# habeas_room(name [AT folder] DEPENDS room… USES target… PRIVATE_USES target…)
#
# One static library per folder of src/. A room sees the headers of the rooms it declares, and of what
# those pass on, as <habeas/room/file.h>; any other include of a room's header does not compile.
#   AT            the folder below src/, when it differs from the name (connector/sqlite)
#   DEPENDS       rooms declared above this one
#   USES          outside libraries that the room's own headers need (rare)
#   PRIVATE_USES  outside libraries hidden in its .cpp files
# Every *_test.cpp of the folder goes into one test program, <name>_test.
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

  if(HABEAS_TESTS AND tests)
    habeas_test(${name}_test SOURCES ${tests} ROOMS ${name} USES ${ROOM_PRIVATE_USES})
  endif()
endfunction()

# habeas_test(name SOURCES file… ROOMS room… [USES target…])
# One GoogleTest program; each of its tests is one test of ctest.
function(habeas_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;ROOMS;USES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  list(TRANSFORM TEST_ROOMS PREPEND habeas_)
  target_link_libraries(${name} PRIVATE ${TEST_ROOMS} ${TEST_USES} habeas_flags habeas_rapidcheck
    GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE
    HABEAS_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HABEAS_BINARY_DIR="${CMAKE_BINARY_DIR}")
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()

if(HABEAS_TESTS)
  include(GoogleTest)
  add_library(habeas_rapidcheck INTERFACE)
  target_link_libraries(habeas_rapidcheck INTERFACE rapidcheck)
endif()
